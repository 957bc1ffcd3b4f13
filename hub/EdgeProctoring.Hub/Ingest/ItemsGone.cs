using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>A sender was asked for items and holds them no more: the record says so, and the receipt waits for them no longer.</summary>
internal sealed class ItemsGone(Intake intake, SenderBoot boot, IReadOnlyList<SeqRange> gone) : IIngestWork
{
    private Receipt? _receipt;

    public int Partition => Partitions.Of(boot.Sender);

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var numbers = await InboxStore.NumbersAsync(entry.Session, boot, cancel);
        foreach (var lost in gone.SelectMany(numbers.Held.Missing).SelectMany(numbers.Gone.Missing).ToList())
        {
            numbers.Gone.Add(lost);
            await entry.AuditAsync($"node:{boot.Sender}", "items.gone", $"{boot.Boot}/{lost.From}-{lost.To}", null, "The sender was asked for these items and holds them no more.", cancel);
        }
        await InboxStore.KeepAsync(entry.Session, boot, numbers, entry.Now, cancel);
        var (durable, gaps) = numbers.Settled();
        _receipt = new Receipt { SenderKind = boot.Kind, Sender = boot.Sender, Boot = boot.Boot, DurableTo = durable, Gaps = gaps, At = entry.Now };
    }

    public void Committed() => intake.Confirm(_receipt!);

    /// <summary>The gap is still there and will be asked for again.</summary>
    public void Failed(Exception why)
    {
    }
}
