#!/usr/bin/env bash
# Records the sample captures anew: real programs talking across network namespaces, captured by two taps.
#
#   office (192.0.2.0/24) ──[tap 1]── datacentre ──[tap 2]── internet (8.8.8.8, 198.51.100.7)
#     ws1 .44, ws2 .45            │                     │
#                                 └── servers (203.0.113.0/24): web .80, files .22
#
# What the office asks of the internet passes both taps; what it asks of the servers only tap 1, what the servers ask of the
# internet only tap 2. Late in the recording 8.8.8.8, which everyone knows as a name server, opens a connection of its own.
#
# Needs root and: iproute2 ethtool tcpdump nginx dnsmasq-base openssh-server openssh-client bind9-dnsutils iputils-ping curl openssl socat
#   samples/record.sh [MINUTES]        default 12; writes samples/region-1/*.pcap and samples/region-2/*.pcap
set -euo pipefail
cd "$(dirname "$0")"
minutes=${1:-12}
work=$(mktemp -d)
tag=pf$$
pids=()

cleanup() {
  for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done
  for n in ws1 ws2 office dc web files net; do ip netns del "$tag-$n" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT

ns() { local n=$1; shift; ip netns exec "$tag-$n" "$@"; }
background() { "$@" >>"$work/log" 2>&1 & pids+=($!); }

# link A ifA B ifB: a cable between two namespaces. No offloads, so that frames are as long and as correct as on a wire.
link() {
  ip link add "$2" netns "$tag-$1" type veth peer name "$4" netns "$tag-$3"
  ns "$1" ethtool -K "$2" tso off gso off gro off tx off rx off >/dev/null
  ns "$3" ethtool -K "$4" tso off gso off gro off tx off rx off >/dev/null
  ns "$1" ip link set "$2" up
  ns "$3" ip link set "$4" up
}
address() { ns "$1" ip address add "$3" dev "$2"; }

for n in ws1 ws2 office dc web files net; do
  ip netns add "$tag-$n"
  ns "$n" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.ip_forward=1
  ns "$n" ip link set lo up
done

link ws1 eth0 office lan1
link ws2 eth0 office lan2
link office trunk dc trunk
link web eth0 dc srv1
link files eth0 dc srv2
link dc wan net wan

address ws1 eth0 192.0.2.44/32;  address ws2 eth0 192.0.2.45/32
address web eth0 203.0.113.80/32; address files eth0 203.0.113.22/32
for host in ws1 ws2 web files; do
  ns "$host" ip route add 10.255.0.1 dev eth0
  ns "$host" ip route add default via 10.255.0.1 dev eth0
done
address office lan1 10.255.0.1/32; address office lan2 10.255.0.1/32
ns office ip route add 192.0.2.44 dev lan1; ns office ip route add 192.0.2.45 dev lan2
address dc srv1 10.255.0.1/32; address dc srv2 10.255.0.1/32
ns dc ip route add 203.0.113.80 dev srv1; ns dc ip route add 203.0.113.22 dev srv2
address office trunk 10.20.0.1/30; address dc trunk 10.20.0.2/30
ns office ip route add default via 10.20.0.2
ns dc ip route add 192.0.2.0/24 via 10.20.0.1
address dc wan 198.51.100.1/24; address net wan 198.51.100.7/24; address net wan 8.8.8.8/32
ns dc ip route add default via 198.51.100.7
ns net ip route add 192.0.2.0/24 via 198.51.100.1
ns net ip route add 203.0.113.0/24 via 198.51.100.1

# The servers.
mkdir -p "$work/www" "$work/nginx" "$work/ssh"; chmod 755 "$work" "$work/www"
for i in 1 2 3 4; do printf '<!doctype html><title>Page %s</title><h1>Page %s</h1><p>%s</p>' $i $i "$(head -c $((i * 900)) /dev/urandom | base64 -w0)" >"$work/www/page$i.html"; done
head -c 90000 /dev/urandom >"$work/www/report.bin"
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=www.example.net -addext subjectAltName=DNS:www.example.net \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
cat >"$work/nginx.conf" <<C
daemon off; user root; pid $work/nginx/pid; error_log $work/nginx/error.log;
events { }
http { access_log off; client_body_temp_path $work/nginx/b; proxy_temp_path $work/nginx/p; fastcgi_temp_path $work/nginx/f; uwsgi_temp_path $work/nginx/u; scgi_temp_path $work/nginx/s;
  server { listen 80; listen 443 ssl; ssl_certificate $work/cert.pem; ssl_certificate_key $work/key.pem; root $work/www; } }
C
background ns web nginx -c "$work/nginx.conf"
sed "s#$work/nginx/#$work/nginx2/#g" "$work/nginx.conf" >"$work/nginx2.conf"; mkdir -p "$work/nginx2"
background ns net nginx -c "$work/nginx2.conf"
background ns net dnsmasq --no-daemon --no-resolv --no-hosts --user=root --listen-address=8.8.8.8 --bind-interfaces \
  --address=/example.net/198.51.100.7 --address=/intranet.example.org/203.0.113.80 --address=/files.example.org/203.0.113.22 \
  --txt-record=_spf.example.net,"v=spf1 ip4:198.51.100.0/24 -all" --mx-host=example.net,mail.example.net,10 --pid-file="$work/dns.pid"
ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/host"; ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/user"
cp "$work/ssh/user.pub" "$work/ssh/authorized"; chmod 600 "$work/ssh/authorized"
mkdir -p /run/sshd
background ns files "$(command -v sshd || echo /usr/sbin/sshd)" -D -h "$work/ssh/host" -p 22 -o PidFile=none -o StrictModes=no -o AuthorizedKeysFile="$work/ssh/authorized" -o UsePAM=no -f /dev/null
background ns ws2 socat TCP-LISTEN:4444,fork,reuseaddr OPEN:"$work/implant",creat,append

# The taps.
mkdir -p region-1 region-2; rm -f region-1/*.pcap region-2/*.pcap
background ns office tcpdump -q -U -i trunk -w "$work/tap1.pcap"; tap1=$!
background ns dc tcpdump -q -U -i wan -w "$work/tap2.pcap"; tap2=$!
sleep 2

resolve() { ns "$1" dig +tries=1 +time=2 @8.8.8.8 "$2" "${3:-A}" >/dev/null; }
browse() { ns "$1" curl -s -o /dev/null --max-time 10 --resolve "www.example.net:443:198.51.100.7" --resolve "www.example.net:80:198.51.100.7" -k "$2"; }
login() { ns "$1" ssh -q -F /dev/null -i "$work/ssh/user" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null root@203.0.113.22 "$2" >/dev/null; }

end=$((SECONDS + minutes * 60)); round=0; unexpected=$((SECONDS + minutes * 40))
while [ $SECONDS -lt $end ]; do
  round=$((round + 1))
  resolve ws1 www.example.net || true; browse ws1 "https://www.example.net/page$((round % 4 + 1)).html" || true
  resolve ws2 intranet.example.org || true; browse ws2 "http://203.0.113.80/page$((round % 4 + 1)).html" || true
  ns ws1 ping -q -c 2 -i 0.5 8.8.8.8 >/dev/null || true
  resolve web example.net MX || true
  [ $((round % 3)) = 0 ] && { resolve ws2 _spf.example.net TXT; browse web "http://198.51.100.7/page1.html"; } || true
  [ $((round % 5)) = 0 ] && { login ws1 'uptime; ls -l /etc'; } || true
  [ $((round % 9)) = 4 ] && { resolve files does-not-exist.invalid; browse ws1 "https://www.example.net/report.bin"; } || true
  if [ $SECONDS -ge $unexpected ]; then
    unexpected=$((end + 1))
    # Nobody asked for this: the name server calls a workstation, and then logs in to the file server.
    (for i in 1 2 3 4 5 6; do printf 'beacon %d %s\n' $i "$(date +%s)"; sleep 2; done) | ns net socat - TCP:192.0.2.45:4444,bind=8.8.8.8 || true
    ns net ssh -q -F /dev/null -b 8.8.8.8 -i "$work/ssh/user" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null root@203.0.113.22 'head -c 24000 /dev/urandom' >/dev/null || true
  fi
  sleep $((RANDOM % 8 + 8))
done

sleep 1
kill $tap1 $tap2; wait $tap1 $tap2 2>/dev/null || true
cp "$work/tap1.pcap" region-1/office.pcap
cp "$work/tap2.pcap" region-2/datacentre.pcap
ls -l region-1 region-2
