using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Ingest;

namespace EdgeProctoring.Hub.RemoteExams;

internal enum ChunkResult
{
    Stored = 1,
    /// <summary>The very same piece is held already: the page missed the answer.</summary>
    AlreadyStored,
    /// <summary>Another piece is held under this number.</summary>
    Differs,
}

/// <summary>A piece lies on the disk; now the record says so. What a page saw becomes observations in the same transaction.</summary>
internal sealed class ChunkStored(RemoteSitting sitting, Chunk chunk, ReadOnlyMemory<byte> bytes, Action<ChunkResult> committed) : IIngestWork
{
    private static readonly TimeSpan _overlap = TimeSpan.FromSeconds(1);

    private const string Insert = """
        INSERT INTO remote_chunks (sitting, stream, segment, seq, size, sha256, from_us, to_us, stored_us, plausible, accounted)
        VALUES (@sitting, @stream, @segment, @seq, @size, @sha256, @from, @to, @at, @plausible, 0)
        ON CONFLICT (sitting, stream, segment, seq) DO NOTHING
        """;

    private readonly TaskCompletionSource<ChunkResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChunkResult _result;

    public Task<ChunkResult> Done => _done.Task;
    public int Partition => Partitions.Of(sitting.Exam);

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var plausible = chunk.IsPlausible(sitting, entry.Now) && await FollowsAsync(entry, cancel);
        var isNew = await entry.Session.DoAsync(Insert, cancel, ("@sitting", sitting.Id), ("@stream", chunk.Stream.Name), ("@segment", chunk.Segment), ("@seq", chunk.Seq),
            ("@size", chunk.Size), ("@sha256", chunk.Sha256), ("@from", WireTime.ToMicroseconds(chunk.From)), ("@to", WireTime.ToMicroseconds(chunk.To)),
            ("@at", WireTime.ToMicroseconds(entry.Now)), ("@plausible", plausible)) > 0;
        if (!isNew)
        {
            _result = await KnownAsync(entry, cancel) == chunk.Sha256 ? ChunkResult.AlreadyStored : ChunkResult.Differs;
            if (_result == ChunkResult.Differs)
            {
                await entry.AuditAsync($"person:{sitting.Person}", "remote.chunk.differs", sitting.Id, sitting.Exam, Name, cancel);
            }
            return;
        }
        _result = ChunkResult.Stored;
        if (!plausible && chunk.Stream.Coverage is not null)
        {
            await entry.AuditAsync("hub", "remote.chunk.implausible", sitting.Id, sitting.Exam, Name, cancel);
        }
        if (chunk.Stream.Name == RemoteStreams.Events)
        {
            await SeeAsync(entry, cancel);
        }
        else if (chunk.Stream.Name == RemoteStreams.Identity)
        {
            await EvidenceStore.AddAsync(entry, sitting.Id, IdentityPictures.Header(sitting, chunk), cancel);
        }
    }

    public void Committed()
    {
        committed(_result);
        _done.TrySetResult(_result);
    }

    public void Failed(Exception why) => _done.TrySetException(why);

    private string Name => FormattableString.Invariant($"{chunk.Stream.Name}/{chunk.Segment}/{chunk.Seq}");

    // Two pieces of one recording cannot lie on top of each other.
    private async Task<bool> FollowsAsync(LedgerEntry entry, CancellationToken cancel) => chunk.Stream.Coverage is null
        || await entry.Session.NumberAsync("SELECT MAX(to_us) FROM remote_chunks WHERE sitting = @sitting AND stream = @stream AND segment = @segment AND seq < @seq AND plausible = 1", cancel,
            ("@sitting", sitting.Id), ("@stream", chunk.Stream.Name), ("@segment", chunk.Segment), ("@seq", chunk.Seq)) <= WireTime.ToMicroseconds(chunk.From + _overlap);

    private Task<string?> KnownAsync(LedgerEntry entry, CancellationToken cancel) => entry.Session.FindAsync(
        "SELECT sha256 FROM remote_chunks WHERE sitting = @sitting AND stream = @stream AND segment = @segment AND seq = @seq", row => row.GetString(0), cancel,
        ("@sitting", sitting.Id), ("@stream", chunk.Stream.Name), ("@segment", chunk.Segment), ("@seq", chunk.Seq));

    private async Task SeeAsync(LedgerEntry entry, CancellationToken cancel)
    {
        IReadOnlyList<string> refused;
        try
        {
            (var seen, refused) = PageEvents.Read(bytes.Span, sitting, entry.Now);
            await RemoteWitness.SayAsync(entry, SourceKind.Browser, sitting, seen, cancel);
        }
        catch (JsonException broken)
        {
            refused = [broken.Message];
        }
        foreach (var reason in refused)
        {
            await entry.AuditAsync($"person:{sitting.Person}", "remote.event.refused", sitting.Id, sitting.Exam, reason[..Math.Min(reason.Length, Limits.TextLength)], cancel);
        }
    }
}
