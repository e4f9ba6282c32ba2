namespace PacketFleet.Engine.Delivery.Gravwell.Connections;

/// <summary>A run of a batch's entries that were confirmed together.</summary>
/// <param name="Batch">The batch: once its owner is told of the last run, it may be another's.</param>
/// <param name="From">Its first entry.</param>
/// <param name="To">One past its last.</param>
/// <param name="DataBytes">Captured bytes of their packets.</param>
internal readonly record struct ConfirmedRun(EntryBatch Batch, int From, int To, long DataBytes);
