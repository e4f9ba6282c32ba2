using PacketFleet.Engine.Delivery;
using PacketFleet.Wire;

namespace PacketFleet.Engine.Archive;

/// <summary>
/// Downloads from segments that are files in the archive's directory. Regions are ordered as they first appear among the
/// segments. Every segment and its index is looked at before the first byte is written: a missing or damaged one throws
/// <see cref="IOException"/> then; a packet that turns out damaged later throws it in the middle. Safe for concurrent calls.
/// </summary>
/// <param name="options">Where the archive lies.</param>
public sealed class CaptureDownload(EngineOptions options) : ICaptureDownload
{
    private readonly string _root = Path.GetFullPath(options.ArchiveDirectory);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<int>> LinkTypesAsync(IReadOnlyList<SegmentRecord> segments, CancellationToken cancellation) =>
        [.. (await OpenAsync(segments, cancellation)).SelectMany(input => input.LinkTypes).Distinct()];

    /// <inheritdoc/>
    /// <exception cref="IOException">A segment is missing or damaged, or the destination fails.</exception>
    /// <exception cref="InvalidOperationException">Classic pcap was asked for and the segments hold several link types.</exception>
    public async Task WriteAsync(
        IReadOnlyList<SegmentRecord> segments,
        CaptureFormat format,
        string comment,
        Stream destination,
        CancellationToken cancellation)
    {
        var inputs = await OpenAsync(segments, cancellation);
        using var merge = new SegmentMerge(inputs);
        using CaptureOutput output = format == CaptureFormat.Pcap
            ? await BeginPcapAsync(inputs, destination, cancellation)
            : await BeginPcapngAsync(inputs, comment, destination, cancellation);
        await merge.WriteAsync(output, cancellation);
        await output.FlushAsync(0, cancellation);
        await destination.FlushAsync(cancellation);
    }

    private static async Task<PcapOutput> BeginPcapAsync(List<MergeInput> inputs, Stream destination, CancellationToken cancellation)
    {
        var types = inputs.SelectMany(input => input.LinkTypes).Distinct().ToList();
        if (types.Count > 1)
            throw new InvalidOperationException($"Classic pcap holds one link type only, the segments hold {string.Join(", ", types)}.");
        var output = new PcapOutput(destination);
        await output.WriteHeaderAsync(types.Count == 0 ? LinkTypes.Ethernet : types[0], cancellation);
        return output;
    }

    private static async Task<PcapngOutput> BeginPcapngAsync(List<MergeInput> inputs, string comment, Stream destination, CancellationToken cancellation)
    {
        var output = new PcapngOutput(destination);
        await output.WriteSectionAsync(comment, cancellation);
        var interfaces = new Dictionary<(int Region, int LinkType), int>();
        foreach (var input in inputs.OrderBy(input => input.Region))
        {
            for (var i = 0; i < input.LinkTypes.Count; i++)
            {
                var key = (input.Region, input.LinkTypes[i]);
                if (!interfaces.TryGetValue(key, out input.Interfaces[i]))
                {
                    input.Interfaces[i] = interfaces.Count;
                    interfaces.Add(key, interfaces.Count);
                    await output.WriteInterfaceAsync(key.Item2, input.Segment.Record.Region, cancellation);
                }
            }
        }

        if (interfaces.Count == 0)
            await output.WriteInterfaceAsync(LinkTypes.Ethernet, null, cancellation);
        return output;
    }

    /// <summary>Looks at every segment that holds packets; keeps no index in memory and no file open.</summary>
    private async Task<List<MergeInput>> OpenAsync(IReadOnlyList<SegmentRecord> segments, CancellationToken cancellation)
    {
        var inputs = new List<MergeInput>(segments.Count);
        var regions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var record in segments)
        {
            regions.TryAdd(record.Region, regions.Count);
            if (record.Packets == 0)
                continue;
            var segment = new ArchivedSegment(_root, record);
            SegmentIndex index;
            try
            {
                index = await segment.IndexAsync(cancellation);
            }
            finally
            {
                segment.Close();
            }

            var first = index.Chunks.Min(chunk => chunk.First);
            inputs.Add(new MergeInput(segment, regions[record.Region], first, index.LinkTypes, new int[index.LinkTypes.Count]));
        }

        return inputs;
    }
}
