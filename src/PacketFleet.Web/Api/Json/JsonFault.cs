using System.Collections;
using System.Text.Json;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Api.Json;

/// <summary>Says in a sentence why a text is not the JSON that was asked for, with line, column and field.</summary>
internal static class JsonFault
{
    /// <summary>The sentence, under the top-level field in which the fault lies.</summary>
    public static RequestError Explain(JsonException fault, Type type, JsonSerializerOptions options)
    {
        var place = $"line {(fault.LineNumber ?? 0) + 1}, column {(fault.BytePositionInLine ?? 0) + 1}";
        // The parser's own faults come wrapped; ours and the serializer's do not.
        if (fault.InnerException is JsonException syntax)
            return new(RequestReader.WholeBody, $"The body is no JSON from {place} on: {FirstSentence(syntax.Message)}");

        var path = Steps(fault.Path);
        if (path.Length == 0)
            return new(RequestReader.WholeBody, $"The body is no JSON object ({place}): send an object in braces.");

        var (expected, siblings) = Walk(type, path, options);
        var name = string.Concat(path.Select((step, i) => step[0] == '[' || i == 0 ? step : "." + step));
        var message = expected is null
            ? $"`{name}` is not a field of this request ({place}): {(siblings.Count == 0 ? "leave it out." : $"there are {string.Join(", ", siblings)}.")}"
            : fault.Message.StartsWith("Duplicate", StringComparison.Ordinal)
                ? $"`{name}` is given twice ({place}): give it once."
                : $"`{name}` is of the wrong kind ({place}): give {Kind(expected)}.";
        return new(path[0], message);
    }

    // $.limits.packets, $.regions[0], $['odd name'] as steps.
    private static string[] Steps(string? path)
    {
        var steps = new List<string>();
        var rest = (path ?? "$").AsSpan(1);
        while (rest.Length > 0)
        {
            int end;
            if (rest.StartsWith("['"))
            {
                end = rest.LastIndexOf("']");
                steps.Add(rest[2..(end < 0 ? rest.Length : end)].ToString());
                end = end < 0 ? rest.Length : end + 2;
            }
            else if (rest[0] == '[')
            {
                end = rest.IndexOf(']') + 1;
                steps.Add(rest[..end].ToString());
            }
            else
            {
                var next = rest[1..].IndexOfAny('.', '[');
                end = next < 0 ? rest.Length : next + 1;
                steps.Add(rest[1..end].ToString());
            }

            rest = rest[end..];
        }

        return [.. steps.Where(s => s.Length > 0)];
    }

    private static (Type? Expected, IReadOnlyList<string> Siblings) Walk(Type type, string[] path, JsonSerializerOptions options)
    {
        var current = type;
        foreach (var step in path)
        {
            var info = options.GetTypeInfo(Nullable.GetUnderlyingType(current) ?? current);
            if (step[0] == '[')
            {
                current = info.ElementType ?? typeof(object);
                continue;
            }

            var property = info.Properties.FirstOrDefault(p => string.Equals(p.Name, step, options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
            if (property is null)
                return (null, [.. info.Properties.Select(p => $"`{p.Name}`")]);
            current = property.PropertyType;
        }

        return (current, []);
    }

    private static string Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => "text in double quotes",
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(long) || t == typeof(int) => "a whole number",
        var t when typeof(IEnumerable).IsAssignableFrom(t) => "a list in brackets",
        _ => "an object in braces",
    };

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
