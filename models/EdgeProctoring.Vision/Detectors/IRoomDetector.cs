using EdgeProctoring.Contracts;

namespace EdgeProctoring.Vision;

/// <summary>Finds people and things in a whole picture. One object a thread.</summary>
public interface IRoomDetector : IDisposable
{
    ModelInUse Model { get; }

    /// <summary>The seats that are looked at closely in turn; null where every look shows all of them alike.</summary>
    SeatRounds? Rounds => null;

    /// <summary>Clears the list and fills it with what is in the picture; tells how long each stage took where somebody asks.</summary>
    void Detect(I420Picture picture, List<Detection> found, StageWatch? stages = null);
}
