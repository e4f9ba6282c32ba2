using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Api.Json;

/// <summary>Reads JSON requests with bounded memory, and tells people what is wrong with them and where.</summary>
internal static class RequestReader
{
    /// <summary>Most bytes of a body.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The field named where the fault is in no field.</summary>
    public const string WholeBody = "body";

    // A client that is still sending does not read: a longer body is taken in before it is refused, up to this.
    private const int MaxDrained = 8 * 1024 * 1024;

    /// <summary>Reads a body; one that is too long is an error of the field that it was in when it became so.</summary>
    public static async Task<(ReadOnlyMemory<byte> Text, RequestError? Error)> ReadAsync(Stream body, CancellationToken cancellation)
    {
        var text = new byte[4096];
        var length = 0;
        while (true)
        {
            var read = await body.ReadAsync(text.AsMemory(length), cancellation);
            if (read == 0)
                return (WithoutMark(text.AsMemory(0, length)), null);
            length += read;
            if (length > MaxBytes)
            {
                await DrainAsync(body, cancellation);
                return (default, TooLong(text.AsSpan(0, MaxBytes)));
            }

            if (length == text.Length)
                Array.Resize(ref text, Math.Min(text.Length * 4, MaxBytes + 1));
        }
    }

    /// <summary>Takes in what is left of a body, within reason.</summary>
    public static async Task DrainAsync(Stream body, CancellationToken cancellation)
    {
        var scrap = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (var left = MaxDrained; left > 0;)
            {
                var read = await body.ReadAsync(scrap, cancellation);
                if (read == 0)
                    return;
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scrap);
        }
    }

    /// <summary>Reads a JSON object; false with what is wrong.</summary>
    public static bool TryParse<T>(ReadOnlyMemory<byte> text, JsonSerializerOptions options, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out RequestError? error)
        where T : class
    {
        try
        {
            value = JsonSerializer.Deserialize<T>(text.Span, options);
            error = value is null ? new RequestError(WholeBody, "The body is `null`: send a JSON object.") : null;
            return value is not null;
        }
        catch (JsonException fault)
        {
            value = null;
            error = JsonFault.Explain(fault, typeof(T), options);
            return false;
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> text) => text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text;

    private static RequestError TooLong(ReadOnlySpan<byte> start)
    {
        var field = WholeBody;
        try
        {
            var reader = new Utf8JsonReader(start, isFinalBlock: false, default);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                    field = reader.GetString()!;
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // No JSON: the body as a whole is too long.
            field = WholeBody;
        }

        return new RequestError(field, $"The request is longer than {MaxBytes / 1024} KiB, most of it `{field}`: shorten it.");
    }
}
