using System.Text;

namespace PacketFleet.Web.Components.Controls.Jobs;

/// <summary>A piece of a verdict: plain, or a counted loss.</summary>
/// <param name="Text">The words, with their spaces.</param>
/// <param name="IsLoss">Shown in red: only what is counted as missing is.</param>
public readonly record struct SentencePart(string Text, bool IsLoss);

/// <summary>Puts a verdict together, clause by clause.</summary>
internal sealed class SentenceBuilder
{
    private readonly List<SentencePart> _parts = [];
    private readonly StringBuilder _plain = new();

    /// <summary>Adds words; a space goes before where something stands already.</summary>
    public SentenceBuilder Say(string text)
    {
        if (text.Length == 0)
            return this;
        if (_plain.Length > 0 || _parts.Count > 0)
            _plain.Append(' ');
        _plain.Append(text);
        return this;
    }

    /// <summary>Adds words without a space before them.</summary>
    public SentenceBuilder Close(string text)
    {
        _plain.Append(text);
        return this;
    }

    /// <summary>Adds a counted loss.</summary>
    public SentenceBuilder Lose(string text)
    {
        if (_plain.Length > 0 || _parts.Count > 0)
            _plain.Append(' ');
        Flush();
        _parts.Add(new(text, true));
        return this;
    }

    /// <summary>The pieces in order.</summary>
    public IReadOnlyList<SentencePart> Build()
    {
        Flush();
        return _parts;
    }

    private void Flush()
    {
        if (_plain.Length == 0)
            return;
        _parts.Add(new(_plain.ToString(), false));
        _plain.Clear();
    }
}
