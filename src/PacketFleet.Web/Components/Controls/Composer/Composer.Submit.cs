using System.Globalization;
using PacketFleet.Engine.Jobs;
using PacketFleet.Web.Components.Controls.Composer.Windows;
using PacketFleet.Web.Components.Formatting;
using PacketFleet.Web.Recall;
using PacketFleet.Wire;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>Sending, and the words beside the button.</summary>
public sealed partial class Composer
{
    private WillText Will
    {
        get
        {
            if (_submitted is { } id)
                return new("", Job: id.ToString(CultureInfo.InvariantCulture));
            if (_same is { } same)
                return new($"Job {same.Id.ToString(CultureInfo.InvariantCulture)} by {(string.Equals(same.RequestedBy, user.Name, StringComparison.Ordinal) ? "you" : same.RequestedBy)} asks the same", Same: same.Id);
            if (_errors.GetValueOrDefault("job") is { } failed)
                return new(failed, Bad: true);
            if (_errors.GetValueOrDefault("query") is { } refused)
                return new(refused, Bad: true);
            if (_errors.ContainsKey("source"))
                return new("Nothing is sent while the source has an error");
            return Reading.Kind switch
            {
                ReadingKind.Wrong => new("Nothing is sent while the query has an error"),
                _ when _blockFault is not null => new("Nothing is sent while a block has an error"),
                ReadingKind.Unfinished => new("Not complete yet"),
                _ when catalog.All.Count == 0 => new("There is no region to ask"),
                _ when _regions.Count == 0 => new("Tick at least one region"),
                ReadingKind.Reads => new(Summary()),
                _ => new(""),
            };
        }
    }

    private string Summary()
    {
        var now = time.GetUtcNow();
        var when = _composed.Window switch
        {
            { IsAnyTime: true } => "any time",
            { Length: { } length } => "last " + WindowWords.Length(length),
            var window => $"{WindowText.Short(times.Zone, window.Pin(PacketTime.From(now)), Times.Day(times.Zone, now))} {(times.Utc ? "UTC" : "local")}",
        };
        var regions = Units.Count(_regions.Count, "region");
        return _source.Trim() is { Length: > 0 } source ? $"{regions} · {when} · source {source}" : $"{regions} · {when}";
    }

    private Task SubmitAsync() => SubmitAsync(anyway: false);

    private Task SubmitAnywayAsync() => SubmitAsync(anyway: true);

    private async Task SubmitAsync(bool anyway)
    {
        if (_submitting)
            return;

        Read();
        CheckSource();
        Clear("query");
        Clear("job");
        if (!CanSubmit)
        {
            if (_regions.Count == 0 && catalog.All.Count > 0)
                _errors["regions"] = "No region is chosen: tick at least one.";
            await script.FocusAsync(Reading.Kind != ReadingKind.Reads || _blockFault is not null ? "query" : _errors.ContainsKey("source") ? "source" : "regions");
            return;
        }

        var request = new JobRequest
        {
            Query = _composed.Text,
            Regions = [.. catalog.All.Select(r => r.Name).Where(_regions.Contains)],
            Source = NullIfEmpty(_source),
            Case = NullIfEmpty(_case),
            Note = NullIfEmpty(_note),
            WaitForRecent = EndsNow ? _waits : null,
        };

        // A second click or key of the same hand is no second job.
        var same = string.Join('\n', [request.Query, request.Source, request.Case, request.Note, .. request.Regions]);
        if (string.Equals(_last.Request, same, StringComparison.Ordinal) && time.GetElapsedTime(_last.At) < SameAgain)
            return;

        if (!anyway && SameJob.Find(board.Jobs, request, time.GetUtcNow(), limits) is { } inFlight)
        {
            Untell();
            _same = inFlight;
            return;
        }

        _submitting = true;
        Untell();
        try
        {
            var result = await jobs.SubmitAsync(request, user.Name, _gone.Token);
            if (result.Job is { } job)
            {
                _last = (same, time.GetTimestamp());
                _submitted = job.Id;
                await Submitted.InvokeAsync(job);
            }
            else
            {
                await ShowAsync(result.Errors);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            LogSubmitFailed(e);
            _errors["job"] = "The engine did not take the job: try again; the server's log has the cause.";
        }
        finally
        {
            _submitting = false;
        }
    }

    private async Task ShowAsync(IReadOnlyList<RequestError> errors)
    {
        foreach (var error in errors)
            _errors.TryAdd(error.Field is "query" or "regions" or "source" or "case" or "note" ? error.Field : "job", error.Message);
        if (errors.Count > 0)
            await script.FocusAsync(errors[0].Field);
    }

    /// <summary>What was said of the last submission holds no longer.</summary>
    private void Untell() => (_submitted, _same) = (null, null);

    private static string? NullIfEmpty(string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>What stands beside the button.</summary>
    private sealed record WillText(string Text, bool Bad = false, string? Job = null, long? Same = null);
}
