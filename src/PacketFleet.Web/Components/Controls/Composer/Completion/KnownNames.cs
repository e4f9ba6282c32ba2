using System.Globalization;

namespace PacketFleet.Web.Components.Controls.Composer.Completion;

/// <summary>A port or protocol by the name people use.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Number">Its number.</param>
/// <param name="Says">What it is, or empty.</param>
public readonly record struct KnownName(string Name, int Number, string Says);

/// <summary>
/// Ports and IP protocols by name. The language knows numbers only: a name is a way to find a number, and never stands in a query.
/// </summary>
public static class KnownNames
{
    /// <summary>Ports, the most asked for first among those with the same start.</summary>
    public static readonly IReadOnlyList<KnownName> Ports = Read("""
        ftp 21 file transfer
        ftp-data 20 file transfer, active data
        ssh 22 secure shell, SFTP
        telnet 23
        smtp 25 mail between servers
        smtps 465 mail over TLS
        submission 587 mail from clients
        dns 53 name resolution
        dot 853 DNS over TLS
        mdns 5353 names on the local link
        llmnr 5355 names on the local link, Windows
        dhcp 67 DHCP server
        dhcp-client 68
        dhcpv6 547 DHCPv6 server
        tftp 69 trivial file transfer
        http 80 web
        http-alt 8080 web, proxies
        https 443 web over TLS, QUIC
        https-alt 8443 web over TLS
        kerberos 88 sign-on
        kpasswd 464 Kerberos passwords
        pop3 110 mailboxes
        pop3s 995 mailboxes over TLS
        imap 143 mailboxes
        imaps 993 mailboxes over TLS
        sunrpc 111 port mapper, NFS
        nfs 2049 network files
        ident 113
        ntp 123 clocks
        msrpc 135 Windows RPC
        netbios-ns 137 names
        netbios-dgm 138 datagrams
        netbios-ssn 139 sessions
        smb 445 Windows files
        snmp 161 device statistics
        snmp-trap 162
        bgp 179 routing
        ldap 389 directories
        ldaps 636 directories over TLS
        globalcatalog 3268 Active Directory
        isakmp 500 IPsec keys
        ipsec-nat 4500 IPsec through NAT
        syslog 514 logs
        syslog-tls 6514 logs over TLS
        rip 520 routing
        ipp 631 printing
        jetdirect 9100 raw printing
        rsync 873
        openvpn 1194
        wireguard 51820
        l2tp 1701 tunnels
        pptp 1723 tunnels
        radius 1812 network access
        radius-acct 1813
        tacacs 49 device access
        mssql 1433 SQL Server
        mssql-browser 1434
        oracle 1521
        mysql 3306
        postgresql 5432
        redis 6379
        mongodb 27017
        memcached 11211
        cassandra 9042
        elasticsearch 9200
        zookeeper 2181
        kafka 9092
        amqp 5672 message queues
        amqps 5671
        mqtt 1883 devices
        mqtts 8883
        coap 5683
        docker 2375 engine, no TLS
        docker-tls 2376
        kubernetes 6443 API server
        etcd 2379
        rdp 3389 remote desktop
        vnc 5900 remote desktop
        teamviewer 5938
        winrm 5985 Windows management
        winrm-tls 5986
        ssdp 1900 UPnP
        wsd 3702 devices on the local link
        sip 5060 calls
        sips 5061
        stun 3478 calls through NAT
        rtsp 554 video
        xmpp 5222 chat
        irc 6667 chat
        ircs 6697
        socks 1080 proxies
        squid 3128 proxies
        tor 9001 relays
        bittorrent 6881
        git 9418
        whois 43
        finger 79
        netflow 2055
        sflow 6343
        ipfix 4739
        vxlan 4789 overlays
        geneve 6081 overlays
        gtp-u 2152 mobile data
        modbus 502 controllers
        dnp3 20000 controllers
        s7 102 controllers
        bacnet 47808 buildings
        iec104 2404 power
        ethernet-ip 44818 controllers
        opcua 4840
        metasploit 4444 a usual default
        """);

    /// <summary>IP protocols.</summary>
    public static readonly IReadOnlyList<KnownName> Protocols = Read("""
        tcp 6
        udp 17
        icmp 1 of IPv4
        icmp6 58 of IPv6
        gre 47 tunnels
        esp 50 IPsec, encrypted
        ah 51 IPsec, signed
        igmp 2 multicast groups
        ospf 89 routing
        eigrp 88 routing
        pim 103 multicast routing
        vrrp 112 router failover
        sctp 132 signalling
        ipip 4 IPv4 in IP
        ipv6-in-ip 41 6in4 tunnels
        l2tp-ip 115 tunnels
        rsvp 46
        dccp 33
        udplite 136
        egp 8
        """);

    /// <summary>The term for a protocol: the three with a word of their own by that word.</summary>
    public static string ProtocolTerm(int number) => number switch
    {
        6 => "tcp",
        17 => "udp",
        1 => "icmp",
        _ => string.Create(CultureInfo.InvariantCulture, $"ip proto {number}"),
    };

    /// <summary>The number of a name, or null.</summary>
    public static int? Find(IReadOnlyList<KnownName> names, string name)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var known in names)
        {
            if (string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase))
                return known.Number;
        }

        return null;
    }

    private static KnownName[] Read(string table) =>
    [
        .. table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line =>
        {
            var parts = line.Split(' ', 3);
            return new KnownName(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts.Length > 2 ? parts[2] : "");
        }),
    ];
}
