namespace PacketFleet.Wire.Queries;

internal enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>Something Stenographer's lexer does not know.</summary>
    Unknown,
    Open,
    Close,
    Slash,
    Number,
    Address,
    Duration,
    Time,
    And,
    Or,
    Host,
    Port,
    Vlan,
    Mpls,
    Ip,
    Proto,
    Net,
    Mask,
    Tcp,
    Udp,
    Icmp,
    Before,
    After,
    Ago,
}

/// <summary>A stretch of a text, by what Stenographer's lexer takes it for; its value is not checked.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End)
{
    public ReadOnlySpan<char> Of(string text) => text.AsSpan(Start, End - Start);
}
