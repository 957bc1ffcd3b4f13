using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;

namespace EdgeProctoring.Hub.Completeness;

/// <summary>What the hub itself saw goes the same way as what a node saw: a numbered item in a batch.</summary>
internal static class HubWitness
{
    /// <summary>One sequence for good: the numbers come from the record, so they go on over the hub's lives.</summary>
    public const string Boot = "record";

    public static async Task SayAsync(LedgerEntry entry, Func<long, Observation> saw, CancellationToken cancel)
    {
        var seq = await entry.Session.NumberAsync("SELECT MAX(seq) FROM items WHERE sender_kind = @kind AND sender = @sender AND boot = @boot", cancel,
            ("@kind", (long)SourceKind.HubVision), ("@sender", NodeAbsence.Witness), ("@boot", Boot)) + 1;
        var batch = new Batch { SenderKind = SourceKind.HubVision, Sender = NodeAbsence.Witness, Boot = Boot, Items = [new BatchItem(seq) { Observation = saw(seq) }] };
        await Inbox.AddAsync(entry, batch, cancel);
    }
}
