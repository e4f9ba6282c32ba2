namespace PacketFleet.Web.Configuration.PacketFleetConf;

/// <summary>A Packet Fleet file among the sources of settings.</summary>
internal sealed class ConfSource(ConfSettings settings) : IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new ConfProvider(settings);
}

/// <summary>Gives its settings.</summary>
internal sealed class ConfProvider : ConfigurationProvider
{
    /// <summary>Takes them.</summary>
    public ConfProvider(ConfSettings settings)
    {
        Layer = settings.Layer;
        foreach (var (key, value) in settings.Settings)
            Set(key, value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>What messages call it.</summary>
    public SettingLayer Layer { get; }
}

/// <summary>What a Packet Fleet file implies without saying it: there are no logins. Any file of settings may say otherwise.</summary>
internal sealed class ImpliedByConf(string file) : ConfigurationProvider, IConfigurationSource
{
    /// <summary>The setting that is implied.</summary>
    public const string AllowAnonymous = "PacketFleet:Security:AllowAnonymous";

    /// <summary>What messages call it.</summary>
    public SettingLayer Layer { get; } = new(LayerName(file), "/", "/");

    /// <summary>The name of the layer that a file implies.</summary>
    public static string LayerName(string file) => "implied by " + file;

    /// <inheritdoc/>
    public override void Load() => Set(AllowAnonymous, "true");

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;
}
