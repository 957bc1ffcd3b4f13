namespace EdgeProctoring.EdgeAgent;

/// <summary>Joins segments of the ring to one film that browsers play; nothing is encoded anew, so the original is untouched.</summary>
internal static class ClipCutter
{
    public const string MediaType = "video/mp4";
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    /// <summary>Writes the film; returns what it really covers, or null where the ring holds nothing of it.</summary>
    public static async Task<(DateTimeOffset From, DateTimeOffset To)?> CutAsync(IReadOnlyList<Segment> segments, string film, TimeProvider time, CancellationToken cancel)
    {
        if (segments.Count == 0)
        {
            return null;
        }
        using var limit = new CancellationTokenSource(_limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        await using var ffmpeg = FfmpegProcess.Start("ffmpeg", FfmpegArguments.Join(film), withInput: true);
        try
        {
            foreach (var segment in segments)
            {
                await using var file = File.OpenRead(segment.File);
                await file.CopyToAsync(ffmpeg.Input, either.Token);
            }
            ffmpeg.Input.Close();
        }
        catch (IOException)
        {
            // It ended early; its last words follow.
        }
        return await ffmpeg.EndAsync(either.Token) == 0
            ? (segments[0].From, segments[^1].To)
            : throw new CaptureException($"the clip could not be joined: {ffmpeg.LastWords}");
    }

    /// <summary>The longest run of segments of one life that the clip needs; a clip never bridges a gap.</summary>
    public static IReadOnlyList<Segment> Choose(IReadOnlyList<IReadOnlyList<Segment>> lives, DateTimeOffset from, DateTimeOffset to) =>
        lives.Select(life => life.Where(segment => segment.To > from && segment.From < to).ToList()).MaxBy(run => run.Count) ?? [];
}
