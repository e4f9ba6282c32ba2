using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer.Blocks;

/// <summary>A query as blocks that can be changed, moved and grouped, with the keyboard alone if one likes.</summary>
public sealed partial class QueryBlocks
{
    private readonly SortedDictionary<int, string> _faults = [];
    private Block _root = Block.Of(null);
    private int _count;
    private Block? _adding;
    private int _addingAt;
    private int _current;
    private int _focus = -1;
    private bool _focusNew;

    /// <summary>The tree of the text; null where it is empty or does not read.</summary>
    [Parameter] public QueryNode? Tree { get; set; }

    /// <summary>The text.</summary>
    [Parameter] public string Text { get; set; } = "";

    /// <summary>Someone changed a block; null = the last is gone.</summary>
    [Parameter] public EventCallback<QueryNode?> OnChanged { get; set; }

    /// <summary>What is wrong with a block, in one sentence; null = nothing any more.</summary>
    [Parameter] public EventCallback<string?> OnFault { get; set; }

    /// <summary>Rises when terms change their places, so that nothing half typed stays at a place that is another term's.</summary>
    internal int Generation { get; private set; }

    internal bool NewTakesFocus => _focusNew;

    private bool Readable => Tree is not null || string.IsNullOrWhiteSpace(Text);

    private Block? CurrentBlock => _root.Terms.ElementAtOrDefault(_current);

    /// <inheritdoc/>
    protected override void OnInitialized() => _focus = 0;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _root = Block.Of(Tree);
        _count = _root.Terms.Count();
        _current = Math.Clamp(_current, 0, Math.Max(0, _count - 1));
        if (_count == 0 && Readable)
        {
            _focusNew |= _adding is null;
            _adding = _root;
        }
        else if (_adding is not null)
        {
            _adding = Groups(_root).ElementAtOrDefault(_addingAt);
        }
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => (_focus, _focusNew) = (-1, false);

    internal bool IsCurrent(int ordinal) => ordinal == _current && _count > 1;

    internal bool TakesFocus(int ordinal) => ordinal == _focus;

    internal void Choose(int ordinal)
    {
        if (_current == ordinal)
            return;
        _current = ordinal;
        StateHasChanged();
    }

    internal bool Adds(Block group) => ReferenceEquals(group, _adding);

    internal void StartAdding(Block group)
    {
        (_adding, _addingAt, _focusNew) = (group, Groups(_root).TakeWhile(g => !ReferenceEquals(g, group)).Count(), true);
        StateHasChanged();
    }

    internal async Task StopAddingAsync()
    {
        _adding = _count == 0 ? _root : null;
        _focus = _current;
        await SayAsync(-1, null);
        StateHasChanged();
    }

    internal Task AddAsync(Block group, QueryNode node)
    {
        _adding = null;
        return ChangedAsync(group.Add(node));
    }

    internal Task ReplaceAsync(Block term, QueryNode node)
    {
        term.Replace(node);
        return OnChanged.InvokeAsync(_root.ToTree());
    }

    internal Task RemoveAsync(Block term)
    {
        var next = Math.Max(0, term.Ordinal - 1);
        term.Remove();
        return ChangedAsync(_root.Terms.ElementAtOrDefault(next));
    }

    internal Task TurnAsync(Block group)
    {
        group.Turn();
        return OnChanged.InvokeAsync(_root.ToTree());
    }

    // The first fault in the order of the text is the one that is said.
    internal Task SayAsync(int ordinal, string? fault)
    {
        if (fault is null)
            _faults.Remove(ordinal);
        else
            _faults[ordinal] = fault;
        return OnFault.InvokeAsync(_faults.Count == 0 ? null : _faults.First().Value);
    }

    private Task MoveAsync(int by) => CurrentBlock is { } block && block.Move(by) ? ChangedAsync(block) : Task.CompletedTask;

    private Task GroupAsync() => CurrentBlock is { } block && block.GroupWithNext() ? ChangedAsync(block) : Task.CompletedTask;

    private Task UngroupAsync() => CurrentBlock is { Parent: { } group } block && group.TakeApart() ? ChangedAsync(block) : Task.CompletedTask;

    private Task KeyAsync(KeyboardEventArgs key) => key is { AltKey: true, CtrlKey: false }
        ? key.Key switch
        {
            "ArrowLeft" => MoveAsync(-1),
            "ArrowRight" => MoveAsync(1),
            "g" or "G" => GroupAsync(),
            "u" or "U" => UngroupAsync(),
            "Delete" or "Backspace" when CurrentBlock is { } block => RemoveAsync(block),
            _ => Task.CompletedTask,
        }
        : Task.CompletedTask;

    // A term keeps its place among all the terms when its tree is written and read: so the focus finds it again.
    private async Task ChangedAsync(Block? focus)
    {
        if (focus is not null)
        {
            _focus = _root.Terms.TakeWhile(t => !ReferenceEquals(t, focus)).Count();
            _current = _focus;
        }

        Generation++;
        if (_faults.Count > 0)
        {
            _faults.Clear();
            await OnFault.InvokeAsync(null);
        }

        await OnChanged.InvokeAsync(_root.ToTree());
    }

    private static IEnumerable<Block> Groups(Block group) => [group, .. group.Items.Where(i => i.IsGroup).SelectMany(Groups)];
}
