using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Components.Pages;

// The slices: read from the store, since they move too fast and are too many to be pushed.
public sealed partial class JobPage
{
    /// <summary>While they are shown and the job runs they are read again after so many seconds.</summary>
    private const int SecondsBetweenReads = 2;

    private IReadOnlyList<RegionSlices> _slices = [];
    private int _sinceRead;

    private bool AreSlicesShown => Tab == "slices";

    private async Task ReadSlicesAsync()
    {
        var id = _watched;
        _sinceRead = 0;
        var slices = await jobs.SlicesAsync(id, _gone.Token);
        if (id == _watched && slices is not null)
            _slices = slices;
    }

    /// <summary>Whether they were read again: a second has passed.</summary>
    private async Task<bool> TickSlicesAsync()
    {
        if (!AreSlicesShown || _job is not { } job || job.State.IsFinal() || ++_sinceRead < SecondsBetweenReads)
            return false;
        await ReadSlicesAsync();
        return true;
    }
}
