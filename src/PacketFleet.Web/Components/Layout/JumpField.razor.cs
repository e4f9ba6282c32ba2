using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using PacketFleet.Engine.Jobs;

namespace PacketFleet.Web.Components.Layout;

/// <summary>From anywhere to a job by its number.</summary>
public sealed partial class JumpField(NavigationManager navigation, IJobs jobs)
{
    private string _text = "";
    private string? _fault;

    private void Typed() => _fault = null;

    private void Key(KeyboardEventArgs key)
    {
        if (key.Key != "Escape")
            return;
        _text = "";
        _fault = null;
    }

    private async Task Go()
    {
        var text = _text.Trim().TrimStart('#');
        if (text.Length == 0)
            return;

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            _fault = $"“{text}” is no job number: write digits only, such as 2318.";
            return;
        }

        if (await jobs.GetAsync(id) is null)
        {
            _fault = $"There is no job {id.ToString(CultureInfo.InvariantCulture)}: see the console for the latest numbers.";
            return;
        }

        _text = "";
        navigation.NavigateTo($"/jobs/{id.ToString(CultureInfo.InvariantCulture)}");
    }
}
