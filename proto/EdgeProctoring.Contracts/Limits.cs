namespace EdgeProctoring.Contracts;

/// <summary>Every limit that both ends of a wire enforce. A larger value is refused by name, never cut.</summary>
public static class Limits
{
    /// <summary>Bytes of one MQTT batch, as encoded.</summary>
    public const int BatchBytes = 64 * 1024;
    /// <summary>Items in one batch.</summary>
    public const int BatchItems = 500;
    /// <summary>Characters of an id (exam, room, seat, sitting, node, camera, boot, evidence).</summary>
    public const int IdLength = 64;
    /// <summary>Characters of the name of an observation kind.</summary>
    public const int KindLength = 48;
    /// <summary>Characters of a label that a detector or a person gave.</summary>
    public const int LabelLength = 64;
    /// <summary>Characters of a reason or a note.</summary>
    public const int TextLength = 512;
    /// <summary>Evidence ids on one observation.</summary>
    public const int EvidencePerObservation = 16;
    /// <summary>Full confidence; a confidence is a whole number from 0 to this.</summary>
    public const int FullConfidence = 1000;
    /// <summary>One side of a picture in the units of a box or polygon; a coordinate is a whole number from 0 to this.</summary>
    public const int PictureSide = 10_000;
    /// <summary>People in one head count.</summary>
    public const int HeadCount = 10_000;
    /// <summary>Degrees to either side of a head's yaw or pitch.</summary>
    public const int HeadDegrees = 180;
    /// <summary>Bytes of a SHA-256.</summary>
    public const int HashBytes = 32;
    /// <summary>Bytes of a signature (P-256, fixed-length form).</summary>
    public const int SignatureBytes = 64;
    /// <summary>Gaps listed in one receipt.</summary>
    public const int ReceiptGaps = 200;
    /// <summary>Refused items listed in one receipt.</summary>
    public const int ReceiptRefusals = BatchItems;
    /// <summary>Cameras of one node.</summary>
    public const int CamerasPerNode = 8;
    /// <summary>Seats in one camera's seat map.</summary>
    public const int SeatsPerMap = 120;
    /// <summary>Corners of one seat's polygon.</summary>
    public const int SeatCorners = 16;
    /// <summary>Exam windows in one configuration.</summary>
    public const int ExamWindows = 64;
    /// <summary>Characters of a camera's address.</summary>
    public const int AddressLength = 512;
    /// <summary>Bytes of one configuration, as encoded.</summary>
    public const int ConfigurationBytes = 256 * 1024;
    /// <summary>Errors listed when a configuration is refused.</summary>
    public const int ConfigurationErrors = 50;
    /// <summary>Arguments of one command.</summary>
    public const int CommandArguments = 16;
    /// <summary>Bytes of one piece of evidence.</summary>
    public const long EvidenceBytes = 512L * 1024 * 1024;
    /// <summary>Bytes of one part of an upload.</summary>
    public const int UploadPartBytes = 256 * 1024;
    /// <summary>Bytes of one live picture.</summary>
    public const int LiveFrameBytes = 1024 * 1024;
    /// <summary>Bytes of a certificate signing request.</summary>
    public const int SigningRequestBytes = 8 * 1024;
    /// <summary>Model files named in a node's birth message.</summary>
    public const int ModelsPerNode = 32;
}
