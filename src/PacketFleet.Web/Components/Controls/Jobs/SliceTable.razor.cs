using Microsoft.AspNetCore.Components;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Jobs.Slices;
using PacketFleet.Web.Components.Formatting;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>The slices of a job: a page of rows at first, more when asked for.</summary>
public sealed partial class SliceTable
{
    private const int First = 100;
    private const int Step = 500;

    private readonly List<(string Region, SliceSnapshot Slice, StateWord Word)> _rows = [];
    private int _most = First;
    private int _hidden;

    /// <summary>The job.</summary>
    [Parameter, EditorRequired] public required JobSnapshot Job { get; set; }

    /// <summary>Each region's slices.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<RegionSlices> Regions { get; set; }

    /// <summary>The zone to show times in.</summary>
    [Parameter, EditorRequired] public required TimeZoneInfo Zone { get; set; }

    private string ZoneName => Times.Zone(Zone, Job.CreatedAt);

    /// <inheritdoc/>
    protected override void OnParametersSet() => Arrange();

    private void ShowMore()
    {
        _most += Step;
        Arrange();
    }

    private void Arrange()
    {
        _rows.Clear();
        foreach (var region in Regions)
        {
            var (fetch, isNext) = (Find(region.Region), true);
            foreach (var slice in region.Slices)
            {
                if (_rows.Count == _most)
                    break;
                _rows.Add((region.Region, slice, SliceWords.Of(slice, fetch, isNext)));
                isNext &= slice.State != SliceState.Pending;
            }
        }

        _hidden = Regions.Sum(r => r.Slices.Count) - _rows.Count;
    }

    private FetchSnapshot? Find(string region) => Job.Regions.FirstOrDefault(r => string.Equals(r.Name, region, StringComparison.Ordinal));

    private static string Asked(SliceSnapshot slice) => slice.Attempt switch
    {
        0 => "Not asked yet",
        1 => "Asked once",
        _ => $"Asked {Units.Count(slice.Attempt)} times",
    };
}
