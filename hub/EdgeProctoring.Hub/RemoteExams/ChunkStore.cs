using System.Security.Cryptography;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Ingest;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Takes pieces: bytes on the disk first, then the record, then the answer. A page that gets no answer sends again.</summary>
internal sealed class ChunkStore(string folder, IBlobStore blobs, IIngestLog log, PictureQueue pictures, MicrophoneListener microphones, RemoteMeter meter)
{
    /// <summary>Null where the bytes are not those that were announced; nothing is kept of them.</summary>
    public async Task<ChunkResult?> TakeAsync(RemoteSitting sitting, Chunk chunk, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) != chunk.Sha256)
        {
            return null;
        }
        var part = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
        {
            await file.WriteAsync(bytes, cancel);
        }
        await blobs.KeepAsync(part, chunk.Sha256, cancel);
        var work = new ChunkStored(sitting, chunk with { Size = bytes.Length }, bytes, result => Tell(sitting, chunk, bytes.Length, result));
        await log.AppendAsync(work, cancel);
        return await work.Done.WaitAsync(cancel);
    }

    private void Tell(RemoteSitting sitting, Chunk chunk, int size, ChunkResult result)
    {
        meter.Took(chunk.Stream.Name, size, result);
        if (result == ChunkResult.Stored && chunk.Stream.Name == RemoteStreams.Pictures && sitting.Started is not null)
        {
            pictures.Add(new WaitingPicture(sitting, chunk.From, chunk.Sha256, size));
        }
        else if (result == ChunkResult.Stored && chunk.Stream.Name == RemoteStreams.Microphone && sitting.Started is not null)
        {
            microphones.Add(new WaitingSound(sitting, chunk.Segment, chunk.Seq, chunk.From, chunk.Sha256));
        }
    }
}
