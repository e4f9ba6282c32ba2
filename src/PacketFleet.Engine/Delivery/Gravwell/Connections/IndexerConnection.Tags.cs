using PacketFleet.Wire.Gravwell;

namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <content>Tags that were not asked for in the greeting.</content>
internal sealed partial class IndexerConnection
{
    private const int NoAnswer = -1;
    private const int TagRefused = -2;

    private int _tagAnswer;

    /// <summary>The number of a run's tag on this connection. False where it had to be asked for: the run went back to the queue.</summary>
    private bool TryNumber(EntrySlice slice, out ushort number)
    {
        var tag = slice.Batch.Owner.Tag;
        if (_tags.TryGetValue(tag, out number))
            return true;
        _queue.AddFirst(slice);
        if (!IngestFeatures.NegotiatesTags(_version))
        {
            Break(IndexerFailures.TagRefused(tag));
            return false;
        }

        lock (_gate)
            _tagAnswer = NoAnswer;
        Tell(output => IngesterMessages.Tag(output, tag));
        switch (AwaitTag())
        {
            case NoAnswer:
                Break(IndexerFailures.NoAnswer($"our tag {tag}", _options.Times.Greeting));
                break;
            case TagRefused:
                Break(IndexerFailures.TagRefused(tag));
                break;
            case var answer:
                _tags[tag] = (ushort)answer;
                break;
        }

        return false;
    }

    private int AwaitTag()
    {
        var asked = _clock.GetTimestamp();
        lock (_gate)
        {
            while (!IsOver && _tagAnswer == NoAnswer && _options.Times.Greeting - _clock.GetElapsedTime(asked) is var left && left > TimeSpan.Zero)
                Monitor.Wait(_gate, left);
            return _tagAnswer;
        }
    }

    private void AnswerTag(int answer)
    {
        lock (_gate)
        {
            _tagAnswer = answer;
            Monitor.PulseAll(_gate);
        }
    }
}
