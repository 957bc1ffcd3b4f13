namespace EdgeProctoring.Vision;

/// <summary>
/// Where somebody's head points while working: a screen may stand beside the camera. Learned from the first looks, and only so
/// far: nobody makes reading from the next table one's own habit.
/// </summary>
internal sealed class UsualYaw
{
    private const int Looks = 20;
    /// <summary>Degrees; more than this is never usual.</summary>
    private const float Most = 20;

    private readonly List<float> _seen = new(Looks);
    private float? _usual;

    /// <summary>How far a head is turned from its usual direction, in degrees.</summary>
    public float Turned(in Detection face)
    {
        if (_usual is null)
        {
            _seen.Add(face.Yaw);
            if (_seen.Count == Looks)
            {
                _seen.Sort();
                _usual = Math.Clamp(_seen[Looks / 2], -Most, Most);
            }
        }
        return MathF.Abs(face.Yaw - (_usual ?? 0));
    }
}
