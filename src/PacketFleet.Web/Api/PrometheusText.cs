using System.Globalization;
using System.Text;

namespace PacketFleet.Web.Api;

/// <summary>Writes Prometheus' text format, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    /// <summary>Its media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();
    private string _name = "";

    /// <summary>Begins a metric: <c>counter</c> or <c>gauge</c>.</summary>
    public PrometheusText Metric(string name, string type, string help)
    {
        _name = name;
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    /// <summary>A value without labels.</summary>
    public PrometheusText Value(double value)
    {
        _text.Append(_name);
        return Number(value);
    }

    /// <summary>A value with one label.</summary>
    public PrometheusText Value(string label, string of, double value)
    {
        _text.Append(_name).Append('{').Append(label).Append("=\"")
            .Append(of.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
            .Append("\"}");
        return Number(value);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private PrometheusText Number(double value)
    {
        _text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }
}
