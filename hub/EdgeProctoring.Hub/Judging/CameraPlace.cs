using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Judging;

/// <summary>A camera as far as judging needs it: whose it is, where it looks, how wide its lens and picture are.</summary>
internal sealed record CameraPlace(string Node, string Id, string Room, int LensDegrees, int Width)
{
    public Source Source => new(SourceKind.Node, Node, Id);

    /// <summary>How many pixels one metre covers at a distance; null where nobody measured it.</summary>
    public int? PixelsPerMetre(int distanceMm)
    {
        if (distanceMm <= 0)
        {
            return null;
        }
        var metres = 2 * (distanceMm / 1000.0) * Math.Tan(LensDegrees * Math.PI / 360);
        return metres > 0 ? (int)Math.Min(Width / metres, 100_000) : null;
    }
}
