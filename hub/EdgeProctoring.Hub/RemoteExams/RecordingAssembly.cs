using System.Security.Cryptography;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>
/// Puts a sitting's pieces together to recordings that a person can play, byte for byte as they were recorded, and chains them
/// as evidence. A recorder that was started anew within a segment begins a new recording: it has a header of its own.
/// </summary>
internal sealed class RecordingAssembly(string folder, IBlobStore blobs, IDatabase database, Ledger ledger, TimeProvider time)
{
    /// <summary>What a page brings late comes within this, or makes one recording more.</summary>
    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(20);

    public async Task AssembleAsync(RemoteSitting sitting, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var segments = await session.ListAsync("""
            SELECT c.stream, c.segment, COUNT(*), MAX(c.stored_us), COALESCE((SELECT MAX(r.chunks) FROM remote_recordings r WHERE r.sitting = c.sitting AND r.stream = c.stream AND r.segment = c.segment), 0)
            FROM remote_chunks c WHERE c.sitting = @sitting GROUP BY c.sitting, c.stream, c.segment
            """, row => (Stream: row.GetString(0), Segment: row.GetInt64(1), Chunks: row.GetInt64(2), Last: row.GetInt64(3), Done: row.GetInt64(4)), cancel, ("@sitting", sitting.Id));
        var quietSince = WireTime.ToMicroseconds(time.GetUtcNow() - _quiet);
        foreach (var segment in segments.Where(one => one.Chunks > one.Done && one.Last < quietSince))
        {
            if (RemoteStreams.Find(segment.Stream) is { Coverage: not null } stream)
            {
                await AssembleAsync(session, sitting, stream, segment.Segment, segment.Chunks, cancel);
            }
        }
    }

    private async Task AssembleAsync(Session session, RemoteSitting sitting, RemoteStream stream, long segment, long chunks, CancellationToken cancel)
    {
        var pieces = await session.ListAsync("SELECT sha256, from_us, to_us FROM remote_chunks WHERE sitting = @sitting AND stream = @stream AND segment = @segment ORDER BY seq",
            row => (Sha256: row.GetString(0), From: row.GetInt64(1), To: row.GetInt64(2)), cancel, ("@sitting", sitting.Id), ("@stream", stream.Name), ("@segment", segment));
        Part? part = null;
        var number = 0L;
        foreach (var piece in pieces)
        {
            if (await blobs.OpenAsync(piece.Sha256, cancel) is not { } source)
            {
                continue;
            }
            await using (source)
            {
                var bytes = new byte[source.Length];
                await source.ReadExactlyAsync(bytes, cancel);
                if (part is not null && WebmHeader.IsAt(bytes))
                {
                    await KeepAsync(sitting, stream, segment, number++, chunks, part, cancel);
                    part = null;
                }
                part ??= new Part(Path.Combine(folder, $"{Guid.NewGuid():N}.recording"), piece.From);
                await part.WriteAsync(bytes, piece.To, cancel);
            }
        }
        if (part is not null)
        {
            await KeepAsync(sitting, stream, segment, number, chunks, part, cancel);
        }
    }

    private async Task KeepAsync(RemoteSitting sitting, RemoteStream stream, long segment, long number, long chunks, Part part, CancellationToken cancel)
    {
        await using var closing = part;
        var (size, sha256) = await part.CloseAsync();
        await blobs.KeepAsync(part.File, sha256, cancel);
        var evidence = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        await ledger.DoAsync(async (entry, stop) =>
        {
            var isNew = await entry.Session.DoAsync("""
                INSERT INTO remote_recordings (sitting, stream, segment, part, chunks, evidence) VALUES (@sitting, @stream, @segment, @part, @chunks, @evidence)
                ON CONFLICT (sitting, stream, segment, part, chunks) DO NOTHING
                """, stop, ("@sitting", sitting.Id), ("@stream", stream.Name), ("@segment", segment), ("@part", number), ("@chunks", chunks), ("@evidence", evidence)) > 0;
            if (isNew)
            {
                await EvidenceStore.AddAsync(entry, sitting.Id, new EvidenceHeader
                {
                    Evidence = evidence, Subject = sitting.Subject, Camera = stream.Name, MediaType = stream.MediaType, Size = size, Sha256 = sha256,
                    From = WireTime.FromMicroseconds(part.FromUs), To = WireTime.FromMicroseconds(part.ToUs), Offset = 0,
                }, stop);
            }
            return isNew;
        }, cancel);
    }

    private sealed class Part(string file, long fromUs) : IAsyncDisposable
    {
        private long _toUs;
        private readonly FileStream _stream = new(file, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public string File => file;
        public long FromUs => fromUs;
        public long ToUs => Math.Max(_toUs, fromUs);

        public async Task WriteAsync(byte[] bytes, long toUs, CancellationToken cancel)
        {
            _hash.AppendData(bytes);
            _toUs = Math.Max(_toUs, toUs);
            await _stream.WriteAsync(bytes, cancel);
        }

        public async Task<(long Size, string Sha256)> CloseAsync()
        {
            var size = _stream.Length;
            await _stream.FlushAsync();
            await _stream.DisposeAsync();
            return (size, Convert.ToHexStringLower(_hash.GetHashAndReset()));
        }

        public async ValueTask DisposeAsync()
        {
            await _stream.DisposeAsync();
            _hash.Dispose();
        }
    }
}
