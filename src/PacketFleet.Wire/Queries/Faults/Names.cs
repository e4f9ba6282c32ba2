namespace PacketFleet.Wire.Queries.Faults;

/// <summary>Names that other filter languages know and this one does not, and their numbers.</summary>
internal static class Names
{
    /// <summary>A protocol as a term of this language.</summary>
    public static string? ProtocolTerm(string name) => name.ToLowerInvariant() switch
    {
        "tcp" => "tcp",
        "udp" => "udp",
        "icmp" => "icmp",
        "igmp" => "ip proto 2",
        "igrp" => "ip proto 9",
        "gre" => "ip proto 47",
        "esp" => "ip proto 50",
        "ah" => "ip proto 51",
        "icmp6" or "icmpv6" => "ip proto 58",
        "eigrp" => "ip proto 88",
        "ospf" => "ip proto 89",
        "pim" => "ip proto 103",
        "vrrp" => "ip proto 112",
        "l2tp" => "ip proto 115",
        "sctp" => "ip proto 132",
        "ip" or "ip4" or "ipv4" => "net 0.0.0.0/0",
        "ip6" or "ipv6" => "net ::/0",
        _ => null,
    };

    /// <summary>The number of a port known by name.</summary>
    public static int? Port(string name) => name.ToLowerInvariant() switch
    {
        "ftp" => 21,
        "ssh" or "sftp" => 22,
        "telnet" => 23,
        "smtp" => 25,
        "dns" or "domain" => 53,
        "bootps" or "dhcp" => 67,
        "bootpc" => 68,
        "tftp" => 69,
        "http" or "www" => 80,
        "kerberos" or "kerberos-sec" => 88,
        "pop3" => 110,
        "sunrpc" or "rpcbind" => 111,
        "ntp" => 123,
        "msrpc" or "epmap" => 135,
        "netbios-ns" => 137,
        "netbios-dgm" => 138,
        "netbios-ssn" => 139,
        "imap" or "imap2" => 143,
        "snmp" => 161,
        "snmptrap" or "snmp-trap" => 162,
        "bgp" => 179,
        "ldap" => 389,
        "https" or "tls" or "quic" => 443,
        "smb" or "microsoft-ds" => 445,
        "submission" => 587,
        "syslog" => 514,
        "dot" => 853,
        "ldaps" => 636,
        "imaps" => 993,
        "pop3s" => 995,
        "socks" => 1080,
        "mssql" or "ms-sql-s" => 1433,
        "mysql" => 3306,
        "rdp" or "ms-wbt-server" => 3389,
        "sip" => 5060,
        "mdns" => 5353,
        "postgres" or "postgresql" => 5432,
        "winrm" => 5985,
        _ => null,
    };
}
