namespace EdgeProctoring.Vision;

/// <summary>
/// Knows where a seat's head usually is, and so when its owner stands: the head is higher than usual by more than a head. Learns
/// from the first looks and then follows slowly, so that slumping changes nothing.
/// </summary>
internal sealed class SeatPosture
{
    private const int ToLearn = 10;
    /// <summary>A person who stands up rises by about one and a half heads or more; who straightens up, by less than one.</summary>
    private const float StandsFrom = 1.25f;
    private const float Follow = 0.02f;

    private Detection _usual;
    private int _looks;

    /// <summary>The usual head, once it is known.</summary>
    public Detection? Usual => _looks >= ToLearn ? _usual : null;

    /// <summary>Takes a look; false also where nobody's head is seen.</summary>
    public bool Stands(Detection? face)
    {
        if (face is not { } head)
        {
            return false;
        }
        if (_looks >= ToLearn && head.CentreY < _usual.CentreY - (StandsFrom * _usual.Height))
        {
            return true;
        }
        var share = _looks < ToLearn ? 1f / ++_looks : Follow;
        _usual = _usual with
        {
            Left = Nearer(_usual.Left, head.Left, share), Top = Nearer(_usual.Top, head.Top, share),
            Right = Nearer(_usual.Right, head.Right, share), Bottom = Nearer(_usual.Bottom, head.Bottom, share),
        };
        return false;
    }

    private static float Nearer(float usual, float now, float share) => usual + ((now - usual) * share);
}
