using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>What one look shows of one kind at one seat. Becomes a sighting's detail only when something begins: most looks show nothing.</summary>
internal readonly record struct Glimpse(bool Hit, int Confidence)
{
    public static readonly Glimpse Nothing = new(false, 0);

    public Detection? Find { get; init; }
    public string? Label { get; init; }
    public int? Count { get; init; }
    public string? OtherSeat { get; init; }

    /// <summary>A find where there is one; how sure it is, is the confidence.</summary>
    public static Glimpse Of(Detection? find, string? label = null) =>
        find is { } found ? new Glimpse(true, Thousandths(found.Sureness)) { Find = found, Label = label } : Nothing;

    public ObservationDetail ToDetail(int pictureWidth, int pictureHeight)
    {
        if (!Hit)
        {
            return ObservationDetail.None;
        }
        var isFace = Find is { Thing: DetectedThing.Face };
        return new ObservationDetail
        {
            Label = Label, Count = Count, OtherSeat = OtherSeat,
            Yaw = isFace ? (int)MathF.Round(Find!.Value.Yaw) : null,
            Box = Find is not { } box ? null : new PictureBox(
                Share(box.Left, pictureWidth), Share(box.Top, pictureHeight), Share(box.Width, pictureWidth), Share(box.Height, pictureHeight)),
        };
    }

    private static int Thousandths(float score) => (int)Math.Clamp(score * Limits.FullConfidence, 0, Limits.FullConfidence);

    private static int Share(float pixels, int side) => (int)Math.Clamp(MathF.Round(pixels * Limits.PictureSide / side), 0, Limits.PictureSide);
}
