using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Completeness;
using EdgeProctoring.Hub.Ingest;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>
/// What a student's page or the hub's vision saw goes the same way as what a node saw: numbered items in a batch, in the
/// record, to the judge. The numbers come from the record, so they go on over all lives of page and hub.
/// </summary>
internal static class RemoteWitness
{
    /// <summary>So many fit into a batch's bytes, whatever they say.</summary>
    private const int ItemsInBatch = 50;

    public static async Task SayAsync(LedgerEntry entry, SourceKind kind, RemoteSitting sitting, IReadOnlyList<Func<long, BatchItem>> said, CancellationToken cancel)
    {
        foreach (var part in said.Chunk(ItemsInBatch))
        {
            var seq = await entry.Session.NumberAsync("SELECT MAX(seq) FROM items WHERE sender_kind = @kind AND sender = @sender AND boot = @boot", cancel,
                ("@kind", (long)kind), ("@sender", sitting.Id), ("@boot", HubWitness.Boot));
            var batch = new Batch { SenderKind = kind, Sender = sitting.Id, Boot = HubWitness.Boot, Items = [.. part.Select(make => make(++seq))] };
            await Inbox.AddAsync(entry, batch, cancel);
        }
    }
}
