using System.Numerics;

namespace EdgeProctoring.Vision;

/// <summary>Five points of a face in pixels of the picture; left and right as the picture shows them.</summary>
public readonly record struct FacePoints(Vector2 LeftEye, Vector2 RightEye, Vector2 Nose, Vector2 LeftMouth, Vector2 RightMouth)
{
    /// <summary>
    /// How far the nose stands beside the eyes' middle, in eye distances, times two: a check on head pose that needs no network.
    /// 0.45 is about 25 degrees; positive = nose to the picture's right, the other way round than yaw.
    /// </summary>
    public float NoseBeside
    {
        get
        {
            var apart = Vector2.Distance(LeftEye, RightEye);
            return apart > 0 ? 2 * (Nose.X - ((LeftEye.X + RightEye.X) / 2)) / apart : 0;
        }
    }
}
