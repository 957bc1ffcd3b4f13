using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>One life of one sender: its items are numbered from 1.</summary>
internal sealed record SenderBoot(SourceKind Kind, string Sender, string Boot)
{
    public static SenderBoot Of(Batch batch) => new(batch.SenderKind, batch.Sender, batch.Boot);
}

/// <summary>The numbers that are held of a boot, and those that the sender says it holds no more.</summary>
internal sealed record BootNumbers(HeldNumbers Held, HeldNumbers Gone)
{
    /// <summary>What a receipt says: nothing needs to come any more up to here, except the gaps.</summary>
    public (long DurableTo, IReadOnlyList<SeqRange> Gaps) Settled()
    {
        if (Gone.IsEmpty)
        {
            return Held.Durable();
        }
        var settled = HeldNumbers.Parse(Held.ToString());
        foreach (var range in Gone.Ranges)
        {
            settled.Add(range);
        }
        return settled.Durable();
    }
}
