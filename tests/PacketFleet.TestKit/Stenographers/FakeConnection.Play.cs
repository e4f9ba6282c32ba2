using System.Globalization;
using System.Text;

namespace PacketFleet.TestKit.Stenographers;

internal sealed partial class FakeConnection
{
    /// <summary>Plays an answer; false when the connection is done with.</summary>
    private bool Play(FakeQuery query, FakeAnswer answer)
    {
        var end = FakeEnd.ClientLeft;
        try
        {
            end = PlayWhole(query, answer);
        }
        finally
        {
            query.End(end);
        }

        return end == FakeEnd.Complete && answer.Raw is null;
    }

    private FakeEnd PlayWhole(FakeQuery query, FakeAnswer answer)
    {
        Wait(answer.DelayHeaders);
        if (answer.CutBeforeHeaders)
            return CutNow(answer);

        if (answer.StallBeforeHeaders)
            return Stall(query);

        if (answer.Raw is { } raw)
        {
            _stream.Write(raw);
            return FakeEnd.Complete;
        }

        _stream.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {answer.Status} {(answer.Status == 200 ? "OK" : "Other")}\r\nContent-Type: application/octet-stream\r\n{Clock(answer)}{Framing(answer)}\r\n\r\n")));
        return SendBody(query, answer);
    }

    private static string Clock(FakeAnswer answer) => answer.Date is { } date ? string.Create(CultureInfo.InvariantCulture, $"Date: {date:R}\r\n") : "";

    private static string Framing(FakeAnswer answer) => answer.ContentLength is { } length
        ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}")
        : "Transfer-Encoding: chunked";

    private FakeEnd SendBody(FakeQuery query, FakeAnswer answer)
    {
        var chunk = new byte[answer.ChunkSize + 32];
        foreach (var piece in answer.Body)
        {
            for (var rest = piece; !rest.IsEmpty;)
            {
                if (answer.StallAfter == query.Sent)
                    return Stall(query);

                if (answer.CutAfter == query.Sent)
                    return CutNow(answer);

                Wait(answer.DelayChunks);
                var announced = Math.Min(rest.Length, answer.ChunkSize);
                var whole = announced;
                foreach (var stop in (ReadOnlySpan<long?>)[answer.StallAfter, answer.CutAfter])
                {
                    if (stop is { } at && at - query.Sent < whole)
                        whole = (int)(at - query.Sent);
                }

                Send(answer, chunk, rest.Span[..whole], announced);
                query.AddSent(whole);
                rest = rest[whole..];
                if (whole < announced)
                    return answer.StallAfter == query.Sent ? Stall(query) : CutNow(answer);
            }
        }

        if (answer.StallAfter >= query.Sent)
            return Stall(query);

        if (answer.CutAfter >= query.Sent)
            return CutNow(answer);

        if (answer.ContentLength is null)
            _stream.Write("0\r\n\r\n"u8);

        return FakeEnd.Complete;
    }

    /// <summary>Writes one chunk in one go; short of its end where it announces more than it has.</summary>
    private void Send(FakeAnswer answer, byte[] buffer, ReadOnlySpan<byte> data, int announced)
    {
        if (answer.ContentLength is not null)
        {
            _stream.Write(data);
            return;
        }

        var head = Encoding.ASCII.GetBytes(announced.ToString("x", CultureInfo.InvariantCulture) + "\r\n", buffer);
        data.CopyTo(buffer.AsSpan(head));
        var end = head + data.Length;
        if (data.Length == announced)
        {
            buffer[end++] = (byte)'\r';
            buffer[end++] = (byte)'\n';
        }

        _stream.Write(buffer.AsSpan(0, end));
    }

    private FakeEnd CutNow(FakeAnswer answer)
    {
        Cut(answer.Cut);
        return FakeEnd.Cut;
    }

    private FakeEnd Stall(FakeQuery query)
    {
        query.Stall();
        WaitForClientToLeave();
        return FakeEnd.ClientLeft;
    }

    private void Wait(TimeSpan span)
    {
        if (span > TimeSpan.Zero)
            server.Stopping.WaitHandle.WaitOne(span);
    }
}
