using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>
/// Tells for each seat of a camera which rules it can honestly judge there, from the lens, the resolution, the seat's distance,
/// the mounting height and what sits in front. Where nothing was measured nothing is claimed.
/// </summary>
public static class MountingCheck
{
    public const int PosturePixels = 80;
    public const int HandsPixels = 250;
    public const int IdentityPixels = 500;
    /// <summary>Seen steeper from above than this a face shows too little.</summary>
    public const int SteepestFace = 40;
    /// <summary>Flatter than this the row in front hides the hands.</summary>
    public const int FlattestHands = 8;
    private const int HidesPosture = 60;
    private const int HidesHands = 25;
    /// <summary>A sitting person's head is so high, millimetres.</summary>
    private const double HeadHeight = 1200;

    /// <summary>Looks at all seats of a camera with a picture of this size; the height of the camera over the floor is 0 where nobody measured it.</summary>
    public static MountingReport Of(CameraSettings camera, int pictureWidth, int pictureHeight, int heightMm = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pictureWidth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pictureHeight);
        if (camera.LensDegrees is < 10 or >= 180)
        {
            throw new ContractException([Refusal.Of("lens_degrees", camera.LensDegrees, "10 to 179")]);
        }
        var areas = camera.Seats.Select(seat => new SeatArea(seat, pictureWidth, pictureHeight)).ToList();
        var views = camera.Seats.Select((seat, at) => View(camera, seat, areas[at], areas, pictureWidth, heightMm)).ToList();
        return new MountingReport(camera.Id, pictureWidth, pictureHeight, views);
    }

    /// <summary>Pixels that one metre across takes at a distance: the picture's width over the width that the lens sees there.</summary>
    public static int PixelsPerMetre(int pictureWidth, int lensDegrees, int distanceMm) =>
        (int)(pictureWidth / (2 * Math.Tan(lensDegrees * Math.PI / 360) * distanceMm / 1000));

    private static SeatView View(CameraSettings camera, SeatPlace seat, SeatArea area, List<SeatArea> all, int pictureWidth, int heightMm)
    {
        int? pixels = seat.DistanceMm > 0 ? PixelsPerMetre(pictureWidth, camera.LensDegrees, seat.DistanceMm) : null;
        int? tilt = heightMm > 0 && seat.DistanceMm > 0
            ? (int)Math.Round(Math.Asin(Math.Clamp((heightMm - HeadHeight) / seat.DistanceMm, -1, 1)) * 180 / Math.PI) : null;
        var hidden = (int)Math.Round(100 * SeatCover.Hidden(area, all.Where(other => other.Row < area.Row)));
        var cut = seat.Corners.Any(corner => corner.X is < 0 or > Limits.PictureSide || corner.Y is < 0 or > Limits.PictureSide);
        var because = new List<string>();
        var can = Judge(pixels, tilt, hidden, cut, because);
        return new SeatView { Seat = seat.Id, Row = seat.Row, PixelsPerMetre = pixels, TiltDegrees = tilt, HiddenPercent = hidden, CutOff = cut, CanJudge = can, Because = because };
    }

    private static CanJudge Judge(int? pixels, int? tilt, int hidden, bool cut, List<string> because)
    {
        if (pixels is not { } across)
        {
            because.Add("the distance was not measured");
            return CanJudge.Nothing;
        }
        var can = CanJudge.Nothing;
        can |= Holds(across >= PosturePixels, $"{across} px/m: too far for anything", because) && Holds(hidden <= HidesPosture, $"{hidden} % hidden by the rows in front", because) ? CanJudge.Posture : 0;
        if (can == CanJudge.Nothing)
        {
            return can;
        }
        var whole = Holds(!cut, "cut off by the picture's border", because);
        var hands = Holds(across >= HandsPixels, $"{across} px/m: too coarse for phones and hands", because);
        var open = Holds(hidden <= HidesHands, $"{hidden} % hidden: the hands are not seen", because);
        var high = Holds(tilt is null or >= FlattestHands, $"seen at {tilt}°: too flat, the row in front hides the hands", because);
        var level = Holds(tilt is null or <= SteepestFace, $"seen at {tilt}°: too steep for a face", because);
        can |= whole && hands && open && high ? CanJudge.Hands : 0;
        can |= across >= IdentityPixels && level && hidden <= HidesHands ? CanJudge.Identity : 0;
        return can;
    }

    private static bool Holds(bool holds, string otherwise, List<string> because)
    {
        if (!holds)
        {
            because.Add(otherwise);
        }
        return holds;
    }
}
