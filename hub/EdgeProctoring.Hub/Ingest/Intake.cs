using System.Collections.Concurrent;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Nodes;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>The door for batches: checks who sends, the signature and the contract before anything is queued.</summary>
internal sealed partial class Intake(Ledger ledger, SenderKeys keys, SenderPace pace, NodeBoard nodes, IngestMeter meter, ILogger<Intake> log)
{
    private readonly ConcurrentDictionary<(SourceKind, string, string), Receipt> _receipts = new();

    /// <summary>Receipts for senders, after the commit. Set once, by the line to the broker.</summary>
    public Action<Receipt>? Receipts { get; set; }

    /// <summary>
    /// Takes a signed batch that came in the name of a node. Waits while the queue is full. What is refused as a whole is
    /// counted and changes nothing: there is no receipt, so an honest sender keeps it.
    /// </summary>
    public async Task TakeAsync(string node, ReadOnlyMemory<byte> signed, CancellationToken cancel)
    {
        if (Read(node, signed) is { } work)
        {
            await ledger.EnqueueAsync(work, cancel);
        }
    }

    public void Confirm(Receipt receipt)
    {
        _receipts[(receipt.SenderKind, receipt.Sender, receipt.Boot)] = receipt;
        Receipts?.Invoke(receipt);
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
    }
}
