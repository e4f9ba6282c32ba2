using PacketFleet.Wire.Queries;

namespace PacketFleet.Web.Components.Controls.Composer;

/// <summary>The text as blocks. The text is the truth: a change of a block is a change of the text.</summary>
public sealed partial class Composer
{
    private bool _blocks;
    private string? _blockFault;
    private bool _focusText;

    private void TurnBlocks()
    {
        Read();
        (_blocks, _blockFault) = (!_blocks, null);
        _revision++;

        // The text must stand there before it can take the focus.
        _focusText = !_blocks;
    }

    private void TakeBlocks(QueryNode? tree)
    {
        _text = tree is null ? "" : Query.Of(tree).Canonical;
        _revision++;
        Untell();
        Clear("query");
        ReadAndShow();
    }
}
