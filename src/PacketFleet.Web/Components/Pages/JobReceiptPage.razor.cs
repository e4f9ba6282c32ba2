using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Receipts;

namespace PacketFleet.Web.Components.Pages;

/// <summary>A job's receipt, to be printed or saved. Sums are computed at once where that is quick, else when asked for.</summary>
public sealed partial class JobReceiptPage(ReceiptDesk desk, IJSRuntime browser, TimeProvider time) : IDisposable
{
    /// <summary>Up to so many bytes are summed unasked.</summary>
    private const long QuickBytes = 1L << 30;

    private static readonly TimeSpan BetweenRenders = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _gone = new();
    private JobReceipt? _receipt;
    private SumProgress _progress;
    private long _shownAt;
    private long _read = -1;
    private bool _unknown;
    private bool _summing;
    private bool _summed;

    /// <summary>The job's number.</summary>
    [Parameter] public long Id { get; set; }

    private long TotalBytes => _receipt!.Files.Sum(f => f.Bytes);

    private string Progress => $"SHA-256: {Units.Count(_progress.Files)} of {Units.Count(_receipt!.Files.Count, "file")}, {Units.Bytes(_progress.Bytes)} of {Units.Bytes(TotalBytes)}";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Id == _read)
            return;
        (_read, _receipt, _unknown, _summed) = (Id, null, false, false);
        var receipt = await desk.FindAsync(Id, _gone.Token);
        if (receipt is null || _read != receipt.Job)
        {
            _unknown = receipt is null;
            return;
        }

        _receipt = receipt;
        StateHasChanged();
        if (receipt.Files.Count > 0 && TotalBytes < QuickBytes)
            await SumAsync();
    }

    private async Task SumAsync()
    {
        if (_summing || _receipt is not { } receipt)
            return;
        (_summing, _progress) = (true, default);
        try
        {
            // Off the circuit's thread: it has a person to answer.
            var summed = await Task.Run(() => desk.WithSumsAsync(receipt, Told, _gone.Token), _gone.Token);
            if (_read == receipt.Job)
                (_receipt, _summed) = (summed, true);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
        finally
        {
            _summing = false;
        }
    }

    private void Told(SumProgress progress)
    {
        _progress = progress;
        if (time.GetElapsedTime(_shownAt) < BetweenRenders)
            return;
        _shownAt = time.GetTimestamp();
        if (!_gone.IsCancellationRequested)
            _ = InvokeAsync(StateHasChanged);
    }

    private async Task PrintAsync() => await browser.InvokeVoidAsync("print");

    private static string Moment(DateTimeOffset? time) => time is { } at ? Times.Exact(TimeZoneInfo.Utc, at) : "not yet";

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
