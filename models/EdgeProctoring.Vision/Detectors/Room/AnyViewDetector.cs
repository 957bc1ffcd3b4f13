using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>
/// For pictures of which nobody said what they show: looks as at somebody before a webcam, and where that finds a crowd or only
/// small heads, once more as at a hall.
/// </summary>
public sealed class AnyViewDetector(IRoomDetector near, IRoomDetector hall) : IRoomDetector
{
    private const int Crowd = 4;
    /// <summary>A head lower than this share of the picture sits far away.</summary>
    private const float SmallHead = 0.1f;

    public ModelInUse Model => near.Model;

    /// <summary>What the last picture was taken for.</summary>
    public bool SawHall { get; private set; }

    public void Detect(I420Picture picture, List<Detection> found, StageWatch? stages = null)
    {
        near.Detect(picture, found, stages);
        SawHall = IsHall(picture, found);
        if (SawHall)
        {
            hall.Detect(picture, found, stages);
        }
    }

    public void Dispose()
    {
        near.Dispose();
        hall.Dispose();
    }

    private static bool IsHall(I420Picture picture, List<Detection> found)
    {
        var (heads, persons, largest) = (0, 0, 0f);
        foreach (var one in found)
        {
            (heads, largest) = one.Thing == DetectedThing.Face ? (heads + 1, MathF.Max(largest, one.Height)) : (heads, largest);
            persons += one.Thing == DetectedThing.Person ? 1 : 0;
        }
        return Math.Max(heads, persons) > Crowd || (heads > 0 && largest < SmallHead * picture.Height);
    }
}
