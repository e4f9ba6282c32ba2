namespace PacketFleet.Web.Security;

/// <summary>
/// The one place where "who" is asked: whoever is behind this request or this circuit. Scoped: ask it there and pass
/// the name on, never hold it in a singleton or a job.
/// </summary>
public interface ICurrentUser
{
    /// <summary>The name under which jobs are submitted and cancelled; never empty.</summary>
    string Name { get; }
}

/// <summary>Everybody, as long as there are no accounts.</summary>
internal sealed class AnonymousUser : ICurrentUser
{
    /// <summary>The name of everybody.</summary>
    public const string Anonymous = "anonymous";

    /// <inheritdoc/>
    public string Name => Anonymous;
}
