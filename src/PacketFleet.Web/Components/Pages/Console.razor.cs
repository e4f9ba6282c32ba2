using Microsoft.AspNetCore.Components;
using PacketFleet.Engine.Jobs;
using PacketFleet.Engine.Regions;
using PacketFleet.Web.Components.Controls.Composer;
using PacketFleet.Web.Components.Layout;

namespace PacketFleet.Web.Components.Pages;

/// <summary>Where an analyst sits: the composer, and below it everything in flight.</summary>
public sealed partial class Console(RegionCatalog catalog, NavigationManager navigation)
{
    private (string?, string?, string?, string?, string?, string?) _address;
    private Prefill _prefill = Prefill.None;
    private long? _created;

    /// <summary>The query to begin with.</summary>
    [SupplyParameterFromQuery(Name = "q")] private string? Query { get; set; }

    /// <summary>The source override to begin with.</summary>
    [SupplyParameterFromQuery(Name = "s")] private string? Source { get; set; }

    /// <summary>The regions to begin with, each once or with commas between.</summary>
    [SupplyParameterFromQuery(Name = "c")] private string[]? Regions { get; set; }

    /// <summary>The case to begin with.</summary>
    [SupplyParameterFromQuery(Name = "case")] private string? Case { get; set; }

    /// <summary>The window's start to begin with: RFC 3339, or seconds or milliseconds since 1970.</summary>
    [SupplyParameterFromQuery(Name = "after")] private string? After { get; set; }

    /// <summary>The window's end, likewise.</summary>
    [SupplyParameterFromQuery(Name = "before")] private string? Before { get; set; }

    /// <summary>Which jobs the table shows.</summary>
    [SupplyParameterFromQuery(Name = "show")] private string? Show { get; set; }

    [CascadingParameter] private ViewSettings View { get; set; } = ViewSettings.Default;

    private JobPhase Phase => Show switch
    {
        "inflight" => JobPhase.InFlight,
        "finished" => JobPhase.Finished,
        _ => JobPhase.All,
    };

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // The same address again must not write over what was typed since.
        var address = (Query, Source, Regions is null ? null : string.Join('\n', Regions), Case, After, Before);
        if (address == _address)
            return;
        _address = address;
        _prefill = Prefill.Read(Query, Source, Case, Regions, catalog, After, Before);
    }

    // In the address, so that a reload or a copied link shows the same.
    private void ShowOnly(JobPhase phase) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("show", phase == JobPhase.All ? null : phase.ToString().ToLowerInvariant()), replace: true);

    private void Created(JobSnapshot job) => _created = job.Id;
}
