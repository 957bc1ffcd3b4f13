using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Audit;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>What senders sent: batches as they came (signed bytes), and one line for each item.</summary>
internal static class InboxStore
{
    private const string InsertBatch = """
        INSERT INTO batches (number, partition_number, sender_kind, sender, boot, body, signature, key_sha256, received_us)
        VALUES (@number, @partition, @kind, @sender, @boot, @body, @signature, @key, @at)
        """;

    private const string InsertItem = """
        INSERT INTO items (sender_kind, sender, boot, seq, batch, kind, exam, room, seat, sitting)
        VALUES (@senderKind, @sender, @boot, @seq, @batch, @kind, @exam, @room, @seat, @sitting)
        """;

    private const string InsertCoverage = """
        INSERT INTO coverage (sender_kind, sender, boot, seq, camera, stream, exam, room, seat, sitting, from_us, to_us, held, reason)
        VALUES (@senderKind, @sender, @boot, @seq, @camera, @stream, @exam, @room, @seat, @sitting, @from, @to, @held, @reason)
        """;

    private const string InsertManifest = """
        INSERT INTO manifests (sender_kind, sender, boot, seq, evidence, exam, room, media_type, size, sha256, previous_sha256, from_us, to_us)
        VALUES (@senderKind, @sender, @boot, @seq, @evidence, @exam, @room, @mediaType, @size, @sha256, @previous, @from, @to)
        """;

    private const string InsertRefusal = """
        INSERT INTO refusals (sender_kind, sender, boot, seq, reason, at_us) VALUES (@senderKind, @sender, @boot, @seq, @reason, @at)
        """;

    private const string SetNumbers = """
        INSERT INTO boots (sender_kind, sender, boot, held, gone, at_us) VALUES (@senderKind, @sender, @boot, @held, @gone, @at)
        ON CONFLICT (sender_kind, sender, boot) DO UPDATE SET held = excluded.held, gone = excluded.gone, at_us = excluded.at_us
        """;

    public static async Task<BootNumbers> NumbersAsync(Session session, SenderBoot boot, CancellationToken cancel) =>
        await session.FindAsync<BootNumbers>("SELECT held, gone FROM boots WHERE sender_kind = @senderKind AND sender = @sender AND boot = @boot",
            row => new BootNumbers(HeldNumbers.Parse(row.GetString(0)), HeldNumbers.Parse(row.GetString(1))), cancel, Sender(boot)) ?? new BootNumbers(new HeldNumbers(), new HeldNumbers());

    public static Task KeepAsync(Session session, SenderBoot boot, BootNumbers numbers, DateTimeOffset at, CancellationToken cancel) =>
        session.DoAsync(SetNumbers, cancel, [.. Sender(boot), ("@held", numbers.Held.ToString()), ("@gone", numbers.Gone.ToString()), ("@at", WireTime.ToMicroseconds(at))]);

    /// <summary>Keeps a batch, and chains it in each exam that its new items concern.</summary>
    public static async Task AddAsync(LedgerEntry entry, long number, int partition, Batch batch, SignedBytes envelope, IReadOnlyList<BatchItem> fresh, CancellationToken cancel)
    {
        var body = envelope.Batch.ToArray();
        await entry.Session.DoAsync(InsertBatch, cancel, ("@number", number), ("@partition", partition), ("@kind", (long)batch.SenderKind), ("@sender", batch.Sender), ("@boot", batch.Boot),
            ("@body", body), ("@signature", envelope.Signature.ToArray()), ("@key", envelope.KeySha256), ("@at", WireTime.ToMicroseconds(entry.Now)));
        foreach (var exam in fresh.Select(item => KindAndSubject(item).Subject.Exam).Distinct(StringComparer.Ordinal))
        {
            await entry.Book.ChainAsync(exam, Fact.Batch(number, body), cancel);
        }
    }

    public static async Task AddAsync(Session session, long number, Batch batch, BatchItem item, CancellationToken cancel)
    {
        var (kind, subject) = KindAndSubject(item);
        await session.DoAsync(InsertItem, cancel, [.. Sender(batch), ("@seq", item.Seq), ("@batch", number), ("@kind", kind),
            ("@exam", subject.Exam), ("@room", subject.Room), ("@seat", subject.Seat), ("@sitting", subject.Sitting)]);
        if (item.Coverage is { } stretch)
        {
            await session.DoAsync(InsertCoverage, cancel, [.. Sender(batch), ("@seq", item.Seq), ("@camera", stretch.Camera), ("@stream", stretch.Stream),
                ("@exam", subject.Exam), ("@room", subject.Room), ("@seat", subject.Seat), ("@sitting", subject.Sitting),
                ("@from", WireTime.ToMicroseconds(stretch.From)), ("@to", WireTime.ToMicroseconds(stretch.To)), ("@held", stretch.Held), ("@reason", stretch.Reason)]);
        }
        else if (item.Manifest is { } entry)
        {
            await session.DoAsync(InsertManifest, cancel, [.. Sender(batch), ("@seq", item.Seq), ("@evidence", entry.Evidence),
                ("@exam", subject.Exam), ("@room", subject.Room), ("@mediaType", entry.MediaType), ("@size", entry.Size), ("@sha256", entry.Sha256),
                ("@previous", entry.PreviousSha256), ("@from", WireTime.ToMicroseconds(entry.From)), ("@to", WireTime.ToMicroseconds(entry.To))]);
        }
    }

    public static Task RefuseAsync(Session session, Batch batch, RefusedItem item, DateTimeOffset at, CancellationToken cancel) =>
        session.DoAsync(InsertRefusal, cancel, [.. Sender(batch), ("@seq", item.Seq), ("@reason", item.Reason), ("@at", WireTime.ToMicroseconds(at))]);

    public static (string Kind, Subject Subject) KindAndSubject(BatchItem item) => item switch
    {
        { Observation: { } observation } => (observation.Kind.Name, observation.Subject),
        { Coverage: { } coverage } => ("coverage", coverage.Subject),
        { Manifest: { } manifest } => ("manifest", manifest.Subject),
        _ => ("nothing", new Subject()),
    };

    private static (string Name, object? Value)[] Sender(Batch batch) => Sender(SenderBoot.Of(batch));

    private static (string Name, object? Value)[] Sender(SenderBoot boot) =>
        [("@senderKind", (long)boot.Kind), ("@sender", boot.Sender), ("@boot", boot.Boot)];
}
