using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace PacketFleet.Wire.Queries.Faults;

/// <summary>Faults behind <c>host</c> and <c>net</c>, and addresses that stand alone.</summary>
internal static partial class AddressFault
{
    public static QueryError Host(Place place, Token token)
    {
        var text = place.Text;
        if (Missing(token)) return Fault.At(token.Start, token.Start, "“host” needs an address behind it, for example “host 8.8.8.8”.");
        if ((Compound(place, token.Start) ?? NearAddress.Describe(place, "host", token.Start)) is { } compound) return compound;

        var end = Said.EndOf(text, token.Start);
        return Mended(text, token.Start, end) is { } mended ? mended : IsName(text[token.Start..end])
            ? Fault.At(token.Start, end, $"Stenographer knows addresses only, not names such as {Said.Quote(text, token.Start, end)}: write the address.")
            : Fault.At(token.Start, end, $"{Said.Quote(text, token.Start, end)} is not an IP address.");
    }

    public static QueryError HostWithPrefix(Place place, Token address)
    {
        var end = Said.EndOf(place.Text, address.Start);
        return Compound(place, address.Start) ?? Fault.At(place.Start, Math.Max(end, address.End), "“host” takes one address: write “net” for a network.");
    }

    public static QueryError Net(Place place, Token token)
    {
        var text = place.Text;
        if (Missing(token)) return Fault.At(token.Start, token.Start, "“net” needs a network behind it, for example “net 192.0.2.0/24”.");

        var end = Said.EndOf(text, token.Start);
        var word = text[token.Start..end];
        if (ShortNet().Match(word) is { Success: true } match && byte.TryParse(match.Groups["bits"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits <= 32)
        {
            var octets = match.Groups["octets"].Value.TrimEnd('.');
            var whole = octets + string.Concat(Enumerable.Repeat(".0", 3 - octets.Count(c => c == '.')));
            if (AddressText.TryParse(whole, out _)) return Fault.At(token.Start, end, $"{Said.Quote(text, token.Start, end)} must have all four numbers: write “{whole}/{bits}”.", FormattableString.Invariant($"{whole}/{bits}"));
        }

        if (NearAddress.Describe(place, "net", token.Start) is { } near) return near;
        var slash = word.IndexOf('/', StringComparison.Ordinal);
        if (Mended(text, token.Start, slash < 0 ? end : token.Start + slash) is { } mended) return mended;
        return IsName(word)
            ? Fault.At(token.Start, end, $"Stenographer knows addresses only, not names such as {Said.Quote(text, token.Start, end)}: write a network such as “192.0.2.0/24”.")
            : Fault.At(token.Start, end, $"{Said.Quote(text, token.Start, end)} is not a network: write one as “192.0.2.0/24”.");
    }

    public static QueryError Prefix(Place place, Token address, Token prefix, int bits)
    {
        var text = place.Text;
        if (prefix.Kind == TokenKind.Address && AddressText.TryParse(prefix.Of(text), out var mask) && Bits(mask) == bits)
            return Fault.At(address.End, prefix.End, $"A mask follows the word “mask”: write “mask {prefix.Of(text)}”.", $" mask {prefix.Of(text)}");
        if (Missing(prefix)) return Fault.At(prefix.Start, prefix.Start, FormattableString.Invariant($"The length of the network is missing: write 0 to {bits} behind the “/”."));
        return Fault.AtWord(text, prefix.Start, FormattableString.Invariant($"{Said.QuoteWord(text, prefix.Start)} is not the length of a network: this address takes 0 to {bits}."));
    }

    public static QueryError Mask(Place place, Token address, Token mask, IPAddress network)
    {
        var text = place.Text;
        if (Missing(mask)) return Fault.At(mask.Start, mask.Start, "“mask” needs a mask behind it, for example “mask 255.255.0.0”.");
        if (mask.Kind == TokenKind.Number && int.TryParse(mask.Of(text), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && prefix <= Bits(network))
            return Fault.At(address.End, mask.End, $"A length follows “/”, not “mask”: write “/{prefix}”.", FormattableString.Invariant($"/{prefix}"));
        if (mask.Kind == TokenKind.Address && AddressText.TryParse(mask.Of(text), out _))
            return Fault.At(mask.Start, mask.End, "The network and its mask must both be IPv4 or both IPv6.");

        var end = Said.EndOf(text, mask.Start);
        return Mended(text, mask.Start, end) ?? Fault.At(mask.Start, end, $"{Said.Quote(text, mask.Start, end)} is not a mask, such as 255.255.0.0.");
    }

    public static QueryError NoPrefix(Place place, Token address, Token next)
    {
        var text = place.Text;
        if (text.AsSpan(next.Start).StartsWith("netmask", StringComparison.OrdinalIgnoreCase))
            return Fault.At(next.Start, next.Start + "netmask".Length, "“netmask” is called “mask” here.", "mask");
        if (Spelling.Letters(text, next.Start) is var letters && letters.Equals("mask", StringComparison.OrdinalIgnoreCase) && next.Kind != TokenKind.Mask)
            return Fault.At(next.Start, next.Start + 4, $"“{letters}” must be lower case.", "mask");
        if (next.Start == address.End && next.Kind == TokenKind.Unknown && next.Start < text.Length && text[next.Start] == '%')
            return Fault.AtWord(text, next.Start, "A zone is not part of a network: leave it out.", "");
        return Fault.At(place.Start, address.End, $"The size of the network is missing: write “{address.Of(text)}/24”, or “host” for one address.");
    }

    /// <summary>An address where a term must stand.</summary>
    public static QueryError? Bare(Place place, Token token)
    {
        var text = place.Text;
        if (Compound(place, token.Start) is { } compound) return compound;

        var end = Said.EndOf(text, token.Start);
        var word = text.AsSpan(token.Start, end - token.Start);
        if (!AddressText.TryParse(word, out var address))
            return word.Contains('-') && char.IsAsciiDigit(word[0]) && NearAddress.Describe(place, "", token.Start) is { Suggestion: null } range ? range : null;
        return Fault.At(token.Start, end, $"An address needs “host” before it: write “host {AddressText.Print(address)}”.", "host " + AddressText.Print(address));
    }

    /// <summary>An address with a port or a prefix, with or without <c>host</c> before it.</summary>
    private static QueryError? Compound(Place place, int start)
    {
        var text = place.Text;
        var end = Said.EndOf(text, start);
        var word = text[start..end];
        if (WithPort().Match(word) is { Success: true } match && AddressText.TryParse(match.Groups["address"].ValueSpan, out var address)
            && ushort.TryParse(match.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            var both = FormattableString.Invariant($"host {AddressText.Print(address)} and port {port}");
            return Fault.At(place.Start, end, $"An address and a port are two terms: write “{both}”.", place.Before == Joint.Or ? $"({both})" : both);
        }

        var slash = word.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !AddressText.TryParse(word.AsSpan(0, slash), out var network)
            || !int.TryParse(word.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits > Bits(network)) return null;
        var net = FormattableString.Invariant($"net {AddressText.Print(network)}/{bits}");
        return Fault.At(place.Start, end, $"A network follows “net”: write “{net}”.", net);
    }

    /// <summary>An address that only its writing keeps from being one.</summary>
    private static QueryError? Mended(string text, int start, int end)
    {
        var word = text[start..end];
        var said = Said.Quote(text, start, end);
        if (AddressText.TryParse(word, out var same))
            return AddressText.IsLowerCase(word) ? null : Fault.At(start, end, $"{said} must be in lower case.", AddressText.Print(same));
        if (word.StartsWith('[') && AddressText.TryParse(word.Trim('[', ']'), out var inner))
            return Fault.At(start, end, $"{said} must stand without brackets.", AddressText.Print(inner));
        if (word.Split('%') is [var front, _] && AddressText.TryParse(front, out var zoned))
            return Fault.At(start, end, $"{said} has a zone, which packets do not carry: leave it out.", AddressText.Print(zoned));
        if (Zeros().Replace(word, "") is var shorter && shorter != word && AddressText.TryParse(shorter, out var plain))
            return Fault.At(start, end, $"{said} must be written without leading zeros.", AddressText.Print(plain));
        if (AddressText.TryParse(word.Trim('.', '=', ','), out var trimmed))
            return Fault.At(start, end, $"{said} is not an IP address: write {AddressText.Print(trimmed)}.", AddressText.Print(trimmed));
        return null;
    }

    private static bool Missing(Token token) => token.Kind is TokenKind.End or TokenKind.Open or TokenKind.Close or TokenKind.And or TokenKind.Or;

    private static int Bits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    private static bool IsName(string word) => word.Any(char.IsLetter) && !word.Contains(':', StringComparison.Ordinal) && !Uri.IsHexDigit(word[^1]) | word.Any(c => char.IsLetter(c) && !char.IsAsciiHexDigit(c));

    [GeneratedRegex(@"^((?<address>[0-9.]+):|\[(?<address>[0-9A-Fa-f:.]+)\]:)(?<port>[0-9]{1,5})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex WithPort();

    [GeneratedRegex(@"^(?<octets>[0-9]{1,3}(\.[0-9]{1,3}){0,2}\.?)/(?<bits>[0-9]{1,2})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ShortNet();

    [GeneratedRegex(@"(?<![0-9A-Fa-f.])0+(?=[0-9])|(?<=\.)0+(?=[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Zeros();
}
