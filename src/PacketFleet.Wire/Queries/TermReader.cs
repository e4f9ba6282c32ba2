using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PacketFleet.Wire.Queries.Faults;

namespace PacketFleet.Wire.Queries;

/// <summary>Reads one term that is not in parentheses.</summary>
internal static class TermReader
{
    public static bool TryRead(Place place, ref int position, [NotNullWhen(true)] out QueryNode? node, [NotNullWhen(false)] out QueryError? error)
    {
        var word = Lexer.Next(place.Text, place.Start);
        position = word.End;
        error = null;
        node = word.Kind switch
        {
            TokenKind.Tcp => new ProtocolNode(6),
            TokenKind.Udp => new ProtocolNode(17),
            TokenKind.Icmp => new ProtocolNode(1),
            TokenKind.Host => Host(place, ref position, out error),
            TokenKind.Net => Net(place, ref position, out error),
            TokenKind.Port => Number(place, "port", ushort.MaxValue, ref position, out error) is { } n ? new PortNode((ushort)n) : null,
            TokenKind.Vlan => Number(place, "vlan", ushort.MaxValue, ref position, out error) is { } n ? new VlanNode((ushort)n) : null,
            TokenKind.Mpls => Number(place, "mpls", (1 << 20) - 1, ref position, out error) is { } n ? new MplsNode((uint)n) : null,
            TokenKind.Ip => Protocol(place, ref position, out error),
            TokenKind.Before or TokenKind.After => Time(place, word.Kind == TokenKind.After, ref position, out error),
            _ => null,
        };
        if (node is not null) return true;
        error ??= TermFault.Describe(place, word);
        return false;
    }

    private static HostNode? Host(Place place, ref int position, out QueryError? error)
    {
        var token = Lexer.Next(place.Text, position);
        if (token.Kind == TokenKind.Address && AddressText.TryParse(token.Of(place.Text), out var address))
        {
            // "host 8.8.8.8/32": told here, where both parts are known.
            error = Lexer.Next(place.Text, token.End).Kind == TokenKind.Slash ? AddressFault.HostWithPrefix(place, token) : null;
            position = token.End;
            return error is null ? new HostNode(address) : null;
        }

        error = AddressFault.Host(place, token);
        return null;
    }

    private static QueryNode? Net(Place place, ref int position, out QueryError? error)
    {
        var text = place.Text;
        var token = Lexer.Next(text, position);
        if (token.Kind != TokenKind.Address || !AddressText.TryParse(token.Of(text), out var address))
        {
            error = AddressFault.Net(place, token);
            return null;
        }

        var size = Lexer.Next(text, token.End);
        position = size.End;
        switch (size.Kind)
        {
            case TokenKind.Slash:
                var number = Lexer.Next(text, size.End);
                position = number.End;
                if (number.Kind == TokenKind.Number && Small(number.Of(text), Bits(address)) is { } prefix)
                {
                    error = null;
                    return new NetNode(address, prefix);
                }

                error = AddressFault.Prefix(place, token, number, Bits(address));
                return null;

            case TokenKind.Mask:
                var second = Lexer.Next(text, size.End);
                position = second.End;
                if (second.Kind == TokenKind.Address && AddressText.TryParse(second.Of(text), out var mask) && mask.AddressFamily == address.AddressFamily)
                {
                    error = null;
                    return new MaskNode(address, mask);
                }

                error = AddressFault.Mask(place, token, second, address);
                return null;

            default:
                error = AddressFault.NoPrefix(place, token, size);
                return null;
        }
    }

    private static ProtocolNode? Protocol(Place place, ref int position, out QueryError? error)
    {
        error = null;
        var proto = Lexer.Next(place.Text, position);
        if (proto.Kind != TokenKind.Proto) return null;
        position = proto.End;
        return Number(place, "ip proto", byte.MaxValue, ref position, out error) is { } n ? new ProtocolNode((byte)n) : null;
    }

    private static int? Number(Place place, string word, int most, ref int position, out QueryError? error)
    {
        var token = Lexer.Next(place.Text, position);
        position = token.End;
        var value = token.Kind == TokenKind.Number ? Small(token.Of(place.Text), most) : null;
        error = value is null ? NumberFault.Describe(place, word, most, token) : null;
        return value;
    }

    private static TimeNode? Time(Place place, bool isAfter, ref int position, out QueryError? error)
    {
        var text = place.Text;
        var token = Lexer.Next(text, position);
        QueryTime? time = null;
        if (token.Kind == TokenKind.Time && TimeText.TryParse(token.Of(text), out time))
        {
            position = token.End;
        }
        else if (token.Kind == TokenKind.Duration && TimeText.TryParseDuration(token.Of(text), out time))
        {
            var ago = Lexer.Next(text, token.End);
            position = ago.End;
            if (ago.Kind != TokenKind.Ago) time = null;
        }

        error = time is null ? TimeFault.Describe(place, isAfter, token) : null;
        return time is null ? null : new TimeNode(isAfter, time);
    }

    private static int Bits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    private static int? Small(ReadOnlySpan<char> digits, int most) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most ? (int)value : null;
}
