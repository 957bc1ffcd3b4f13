namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// Keeps evidence within its bound: the hub's receipt frees a file, never time alone. What the hub holds goes first; where all
/// is unsent and the bound is reached, new evidence is given up, counted and said.
/// </summary>
internal sealed partial class EvidenceKeeper(EvidenceFolder folder, Spool spool, AgentSettings settings, NodeClock clock, ILogger<EvidenceKeeper> log)
{
    /// <summary>The hub may ask for a file again for so long.</summary>
    private static readonly TimeSpan _keptWhenHeld = TimeSpan.FromHours(24);

    /// <summary>The share that clips may take: where the hub is away for days, the last room is the pictures'.</summary>
    private const int ClipsPercent = 85;

    private long _bytes;
    private long _clipBytes;
    private long _refused;
    private long _refusedClips;

    private long Most => settings.EvidenceMegabytes * 1_000_000L;
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Clips that were given up so that pictures still find room.</summary>
    public long RefusedClips => Interlocked.Read(ref _refusedClips);

    /// <summary>Writes a file of evidence; null where there is no room for it.</summary>
    public string? Keep(string id, ReadOnlySpan<byte> content)
    {
        if (!HasRoom(content.Length))
        {
            return null;
        }
        try
        {
            return folder.Keep(id, content);
        }
        catch (IOException full)
        {
            // The disk has less room than the bound allows: the sighting itself is still kept, in the spool's own room.
            GiveUp(content.Length);
            Log.NotWritten(log, id, full.Message);
            return null;
        }
    }

    /// <summary>Where a clip is written before it is adopted.</summary>
    public string Draft(string id) => folder.DraftOf(id);

    /// <summary>Takes a finished clip over; null where there is no room for it.</summary>
    public (long Size, string Sha256)? Adopt(string id, string draft)
    {
        var size = new FileInfo(draft).Length;
        if (Interlocked.Add(ref _clipBytes, size) <= Most * ClipsPercent / 100 && HasRoom(size))
        {
            return (size, folder.Adopt(id));
        }
        Interlocked.Add(ref _clipBytes, -size);
        File.Delete(draft);
        Interlocked.Increment(ref _refusedClips);
        return null;
    }

    private bool HasRoom(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= Most)
        {
            return true;
        }
        GiveUp(bytes);
        if (Refused == 1)
        {
            Log.Full(log, settings.EvidenceMegabytes);
        }
        return false;
    }

    private void GiveUp(long bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        Interlocked.Increment(ref _refused);
    }

    /// <summary>Deletes what the hub holds and nobody needs here any more.</summary>
    public async Task TidyAsync(SpoolReader reader, CancellationToken cancel)
    {
        var bytes = reader.EvidenceBytes();
        foreach (var (id, size, since) in reader.Held())
        {
            if (bytes < Most * 8 / 10 && clock.Now - since < _keptWhenHeld)
            {
                break;
            }
            folder.Delete(id);
            await spool.ForgetAsync(id, cancel);
            bytes -= size;
        }
        Interlocked.Exchange(ref _bytes, bytes);
        Interlocked.Exchange(ref _clipBytes, reader.EvidenceBytes(ClipCutter.MediaType));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Megabytes} MB of evidence wait for the hub: there is no room for more. Bring the hub back or raise evidenceMegabytes.")]
        public static partial void Full(ILogger logger, int megabytes);

        [LoggerMessage(2, LogLevel.Error, "Evidence {Evidence} was given up: {Why} Free space on the disk.")]
        public static partial void NotWritten(ILogger logger, string evidence, string why);
    }
}
