namespace EdgeProctoring.Vision;

/// <summary>
/// Watches one camera's pictures over time: besides what a single picture tells, whether it stands still, looks elsewhere than
/// in the beginning, or has lost its sharpness. Not for several threads.
/// </summary>
public sealed class PictureWatch
{
    /// <summary>An encoder may repeat a quiet picture until its next key frame, seconds later; longer stands still.</summary>
    private static readonly TimeSpan _frozenAfter = TimeSpan.FromSeconds(15);
    private const int ToLearn = 5;
    /// <summary>People who come, go and stand before the lens change less; another direction changes more.</summary>
    private const double ElsewhereBelow = 0.6;
    private const double BlurredBelow = 0.4;
    /// <summary>So many looks in a row, since somebody may pass close to the lens.</summary>
    private const int Looks = 5;
    private const double Wander = 0.01;

    private readonly SceneOutline _first = new();
    private readonly SceneOutline _now = new();
    private ulong _fingerprint;
    private DateTimeOffset _changed;
    private int _learned;
    private int _elsewhere;
    private int _blurred;

    /// <summary>Takes the next picture, seen at this time.</summary>
    public PictureState Look(I420Picture picture, DateTimeOffset at)
    {
        _now.Read(picture);
        if (_learned == 0 || _now.Fingerprint != _fingerprint)
        {
            (_fingerprint, _changed) = (_now.Fingerprint, at);
        }
        var alone = PictureHealth.Of(picture);
        if (alone != PictureState.Usable)
        {
            return alone;
        }
        return at - _changed >= _frozenAfter ? PictureState.Frozen : Compare();
    }

    /// <summary>Begins anew: somebody aimed the camera, or drew another seat map.</summary>
    public void Forget() => (_learned, _elsewhere, _blurred) = (0, 0, 0);

    private PictureState Compare()
    {
        if (_learned < ToLearn)
        {
            _first.Follow(_now, 1.0 / ++_learned);
            return PictureState.Usable;
        }
        _elsewhere = _first.Likeness(_now) < ElsewhereBelow ? _elsewhere + 1 : 0;
        _blurred = _now.Sharpness < BlurredBelow * _first.Sharpness ? _blurred + 1 : 0;
        if (_elsewhere == 0 && _blurred == 0)
        {
            _first.Follow(_now, Wander);
        }
        return _elsewhere >= Looks ? PictureState.Moved : _blurred >= Looks ? PictureState.Blurred : PictureState.Usable;
    }
}
