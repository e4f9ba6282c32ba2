using System.Diagnostics.CodeAnalysis;
using PacketFleet.Wire.Queries.Faults;

namespace PacketFleet.Wire.Queries;

/// <summary>Reads terms, the words that join them, and parentheses; groups from the left. Parentheses nest without recursion.</summary>
internal sealed class QueryReader(string text, int terms)
{
    private readonly Stack<Group> _outer = new();
    private Group _group = new(Open: -1);
    private int _position;
    private int _terms;

    /// <summary>A group holds both <c>and</c> and <c>or</c>.</summary>
    public bool MixesOperators { get; private set; }

    public bool Read([NotNullWhen(true)] out QueryNode? root, [NotNullWhen(false)] out QueryError? error)
    {
        root = null;
        while (true)
        {
            error = ReadTerm();
            if (error is not null) return false;
            error = ReadJoint(out var more);
            if (error is not null) return false;
            if (more) continue;

            root = _group.Left!;
            return true;
        }
    }

    /// <summary>Opening parentheses, then one term.</summary>
    private QueryError? ReadTerm()
    {
        while (true)
        {
            var token = Lexer.Next(text, _position);
            if (token.Kind != TokenKind.Open) break;
            _outer.Push(_group);
            _group = new(token.Start);
            _position = token.End;
        }

        var start = Lexer.SkipSpace(text, _position);
        var place = new Place(text, start, _group.Joint, _group.Left is not null, _group.Open);
        if (!TermReader.TryRead(place, ref _position, out var node, out var error)) return error;
        if (++_terms > terms)
            return Fault.At(start, _position, FormattableString.Invariant($"The query has more than {terms:N0} terms: ask for less at once, or use “net” for neighbouring addresses."));

        Join(node, start);
        return null;
    }

    /// <summary>Closing parentheses, then <c>and</c>, <c>or</c> or the end.</summary>
    private QueryError? ReadJoint(out bool more)
    {
        more = false;
        while (true)
        {
            var token = Lexer.Next(text, _position);
            switch (token.Kind)
            {
                case TokenKind.Close when _outer.Count > 0:
                    var inner = _group;
                    _group = _outer.Pop();
                    Join(inner.Left!, inner.Open);
                    _position = token.End;
                    continue;

                case TokenKind.And or TokenKind.Or:
                    var joint = token.Kind == TokenKind.And ? Joint.And : Joint.Or;
                    MixesOperators |= _group.LastJoint != Joint.None && _group.LastJoint != joint;
                    _group = _group with { Joint = joint, LastJoint = joint, JointStart = token.Start };
                    _position = token.End;
                    more = true;
                    return null;

                case TokenKind.End when _outer.Count == 0:
                    return null;

                default:
                    return JointFault.Describe(text, token, _position, _group);
            }
        }
    }

    private void Join(QueryNode node, int start)
    {
        var joined = _group.Left is { } left ? new BinaryNode(_group.Joint == Joint.And, left, node) : node;
        _group = _group with { Left = joined, Joint = Joint.None, TermJoint = _group.Joint, TermStart = start };
    }
}

internal enum Joint
{
    None,
    And,
    Or,
}

/// <summary>What is read of the text between two parentheses.</summary>
/// <param name="Open">Where its parenthesis stands; -1 outside all.</param>
/// <param name="Left">The terms so far.</param>
/// <param name="Joint">The joint read last, while its right side is still to come.</param>
/// <param name="LastJoint">The joint read last.</param>
/// <param name="JointStart">Where that one stands.</param>
/// <param name="TermJoint">What joins the last term to those before it.</param>
/// <param name="TermStart">Where the last term starts.</param>
internal readonly record struct Group(
    int Open,
    QueryNode? Left = null,
    Joint Joint = Joint.None,
    Joint LastJoint = Joint.None,
    int JointStart = 0,
    Joint TermJoint = Joint.None,
    int TermStart = 0);

/// <summary>Where a term must stand.</summary>
/// <param name="Text">The whole query.</param>
/// <param name="Start">The term's first character, or the text's end.</param>
/// <param name="Before">The joint before it.</param>
/// <param name="Follows">It is not the first of its group.</param>
/// <param name="Open">Where the parenthesis around it stands; -1 where none does.</param>
internal readonly record struct Place(string Text, int Start, Joint Before, bool Follows, int Open);
