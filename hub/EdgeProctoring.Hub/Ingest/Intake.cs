using System.Collections.Concurrent;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Nodes;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>The door for batches: checks who sends, the signature and the contract before anything is queued.</summary>
internal sealed partial class Intake(IIngestLog ingest, SenderKeys keys, SenderPace pace, NodeBoard nodes, IngestMeter meter, ILogger<Intake> log)
{
    /// <summary>How long one that finds no place in its partition holds up what comes behind it on the same line.</summary>
    private static readonly TimeSpan _placeWait = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<(SourceKind, string, string), Receipt> _receipts = new();

    /// <summary>Receipts for senders, after the commit.</summary>
    public event Action<Receipt>? Confirmed;

    /// <summary>
    /// Takes a signed batch that came in the name of a node. Waits a little while its partition is full. What is refused as a
    /// whole is counted and changes nothing: there is no receipt, so an honest sender keeps it.
    /// </summary>
    public async Task TakeAsync(string node, ReadOnlyMemory<byte> signed, CancellationToken cancel)
    {
        if (Read(node, signed) is not { } work || ingest.TryAppend(work))
        {
            return;
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(_placeWait);
        try
        {
            await ingest.AppendAsync(work, patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            meter.TurnedAway();
            Log.TurnedAway(log, node, work.Partition);
        }
    }

    public void Confirm(Receipt receipt)
    {
        _receipts[(receipt.SenderKind, receipt.Sender, receipt.Boot)] = receipt;
        Confirmed?.Invoke(receipt);
    }

    /// <summary>The last receipt of a sender's boot in this life of the hub.</summary>
    public Receipt? LastReceipt(SourceKind kind, string sender, string boot) => _receipts.GetValueOrDefault((kind, sender, boot));

    private BatchWork? Read(string node, ReadOnlyMemory<byte> signed)
    {
        try
        {
            var envelope = Wire.DecodeSigned(signed.Span);
            var received = Wire.DecodeBatch(envelope.Batch.Span);
            var refusal = received.Batch is { SenderKind: SourceKind.Node } batch && batch.Sender == node ? null
                : $"it is from {received.Batch.SenderKind} '{received.Batch.Sender}', but came in the name of '{node}'";
            refusal ??= nodes.IsKnown(node) ? null : "this node is not registered; add it to the campus file and run 'setup'";
            refusal ??= keys.Refuse(node, envelope.Batch.Span, envelope.Signature.Span);
            refusal ??= pace.Takes(node, received.Batch.Items.Count) ? null : "it sends faster than one sender may; it will be taken when it is sent again";
            if (refusal is null)
            {
                meter.Taken(received.Batch.Items.Count, received.Refused.Count);
                return new BatchWork(this, received, envelope);
            }
            meter.RefusedBatch();
            Log.Refused(log, node, refusal);
        }
        catch (ContractException broken)
        {
            meter.RefusedBatch();
            Log.Refused(log, node, broken.Message);
        }
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A batch from {Node} is refused: {Reason}")]
        public static partial void Refused(ILogger logger, string node, string reason);

        [LoggerMessage(2, LogLevel.Warning, "A batch from {Node} finds no place in partition {Partition}; it will be taken when it is sent again.")]
        public static partial void TurnedAway(ILogger logger, string node, int partition);
    }
}
