using Microsoft.AspNetCore.Components.Web;

namespace PacketFleet.Web.Components.Controls.Jobs;

// One row is reached by Tab; J and K (or the arrows) go on from it, Enter opens it.
public sealed partial class JobTable
{
    private long? _current;
    private int _focus;

    private long? CurrentId => _current is { } id && RowIds().Contains(id) ? id : RowIds().Cast<long?>().FirstOrDefault();

    private IEnumerable<long> RowIds() => InFlight.Concat(Finished).Select(j => j.Id);

    private void Touch(long id) => _current = id;

    private void Toggle(long id)
    {
        _current = id;
        if (!_open.Remove(id))
            _open.Add(id);
    }

    private void OnKey(KeyboardEventArgs e)
    {
        if (e.CtrlKey || e.AltKey || e.MetaKey || CurrentId is not { } current)
            return;
        switch (e.Key)
        {
            case "j" or "J" or "ArrowDown":
                Go(+1);
                break;
            case "k" or "K" or "ArrowUp":
                Go(-1);
                break;
            case "Home":
                Go(int.MinValue);
                break;
            case "End":
                Go(int.MaxValue);
                break;
            case "Enter":
                Toggle(current);
                break;
            case "ArrowRight":
                _open.Add(current);
                break;
            case "ArrowLeft":
                _open.Remove(current);
                break;
        }
    }

    private void Go(int by)
    {
        var ids = RowIds().ToList();
        var at = CurrentId is { } id ? ids.IndexOf(id) : -1;
        var next = (int)Math.Clamp((long)at + by, 0, ids.Count - 1);
        _current = ids[next];
        _focus++;
    }
}
