namespace EdgeProctoring.Vision;

/// <summary>
/// Phones that our own small network suspects somewhere in the whole picture, looked at closely by another one. The first finds
/// phones of all kinds and too many other things; the second knows what they look like and misses them from afar. What both
/// see is a phone.
/// </summary>
internal sealed class PhoneCheck(ModelShelf shelf, int side) : IDisposable
{
    /// <summary>The suspicion fills a third of the close look.</summary>
    private const float Closeness = 3;
    /// <summary>On real pictures our own network is not to be believed below this.</summary>
    private const float LeastSuspicion = 0.6f;
    /// <summary>The two boxes are of the same thing.</summary>
    private const float SameThing = 0.3f;

    /// <summary>For a suspicion this is fine enough; more finds no more phones and takes memory.</summary>
    private const int MostSide = 640;

    private readonly HallSeedDetector _seed = new(shelf, Math.Min(side, MostSide));
    private readonly List<Detection> _suspected = new(64);
    private readonly List<Detection> _seen = new(32);
    private int _next;

    /// <summary>Adds the phones that both saw. At most so many suspicions are looked at a picture, the next ones at the next.</summary>
    public void Check(I420Picture picture, ObjectDetector objects, int most, List<Detection> found)
    {
        _seed.Detect(picture, _suspected);
        _suspected.RemoveAll(static one => one.Thing != DetectedThing.Phone || one.Score < LeastSuspicion);
        for (var look = 0; look < Math.Min(most, _suspected.Count); look++)
        {
            var suspected = _suspected[_next++ % _suspected.Count];
            var near = Closeness * MathF.Max(suspected.Width, suspected.Height);
            _seen.Clear();
            objects.DetectHints(picture, new PictureRegion(suspected.CentreX - (near / 2), suspected.CentreY - (near / 2), near, near), _seen);
            if (Best(suspected) is { } score)
            {
                // Two networks of different make: each would have to be wrong.
                var both = 1 - ((1 - suspected.Score) * (1 - score));
                found.Add(suspected with { Score = both, Sureness = both });
            }
        }
    }

    public void Dispose() => _seed.Dispose();

    private float? Best(in Detection suspected)
    {
        float? best = null;
        foreach (var seen in _seen)
        {
            if (seen.Thing is DetectedThing.Phone or DetectedThing.Remote && seen.Overlap(suspected) >= SameThing && !(seen.Score <= best))
            {
                best = seen.Score;
            }
        }
        return best;
    }
}
