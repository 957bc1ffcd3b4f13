using EdgeProctoring.Contracts;
using Google.Protobuf;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Packages.Tests.Contracts;

/// <summary>One example of every message, with every field set somewhere.</summary>
internal static class Examples
{
    public static readonly DateTimeOffset Nine = new(2026, 11, 20, 4, 0, 0, TimeSpan.Zero);
    public const string Hash = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    public static Observation Phone => new()
    {
        Id = "01935b2e-7c00-7000-8000-000000000012",
        Source = new Source(SourceKind.Node, "n-12", "cam-1"),
        Boot = "b-7",
        Seq = 41,
        Subject = new Subject { Exam = "math-101", Room = "r-204", Seat = "12", Sitting = "s-9" },
        Kind = ObservationKind.Phone,
        From = Nine.AddMicroseconds(1),
        To = Nine.AddSeconds(30),
        Confidence = 870,
        Detail = new ObservationDetail
        {
            Count = 1, Staff = 2, Yaw = -25, Pitch = -10, Label = "телефон", Box = new PictureBox(1000, 2000, 300, 400),
            OtherSeat = "13", Reason = "seen twice", Level = 314,
        },
        Evidence = ["e-1", "e-2"],
        Model = Hash,
        Clock = new ClockReading(TimeSpan.FromSeconds(90), TimeSpan.FromMilliseconds(-12), ClockQuality.Synchronised),
    };

    public static Coverage Gap => new()
    {
        Camera = "cam-1", Stream = "video", Subject = Subject.OfRoom("math-101", "r-204"), From = Nine, To = Nine.AddSeconds(7), Held = false, Reason = "camera unplugged",
    };

    public static ManifestEntry Picture => new()
    {
        Evidence = "e-1", Camera = "cam-1", Subject = Subject.OfSeat("math-101", "r-204", "12"), MediaType = "image/jpeg", Size = 81_234,
        Sha256 = Hash, PreviousSha256 = Hash, From = Nine, To = Nine, Model = Hash, Pack = "default@3#abc",
        Clock = new ClockReading(TimeSpan.FromSeconds(91), TimeSpan.Zero, ClockQuality.Free),
    };

    public static Batch Batch => new()
    {
        SenderKind = SourceKind.Node, Sender = "n-12", Boot = "b-7",
        Items =
        [
            new BatchItem(41) { Observation = Phone },
            new BatchItem(42) { Coverage = Gap with { Held = true, Reason = null } },
            new BatchItem(43) { Coverage = Gap },
            new BatchItem(44) { Manifest = Picture },
        ],
    };

    public static Receipt Receipt => new()
    {
        SenderKind = SourceKind.Node, Sender = "n-12", Boot = "b-7", DurableTo = 44, Gaps = [new SeqRange(12, 15)],
        Refused = [new RefusedItem(9, "observation.kind is 'X'")], At = Nine,
    };

    public static NodeConfiguration Configuration => new()
    {
        Version = 17, Node = "n-12", Profile = "pi5", Recording = RecordingPolicy.Always,
        Cameras =
        [
            new CameraSettings
            {
                Id = "cam-1", Address = "rtsp://camera.local/main", Room = "r-204", FramesPerMinute = 300, LookSeconds = 2, LensDegrees = 90,
                Seats = [new SeatPlace { Id = "12", Row = 3, DistanceMm = 4200, Corners = [new(1000, 1000), new(2000, 1000), new(2000, 2500), new(1000, 2500)] }],
            },
        ],
        Exams = [new ExamWindow { Exam = "math-101", Room = "r-204", From = Nine, To = Nine.AddHours(3), Pack = "default@3#abc", Seats = ["12"], Paper = true }],
    };

    public static Heartbeat Beat => new()
    {
        Boot = "b-7", At = Nine, Clock = Picture.Clock, QueuedItems = 3, QueueAge = TimeSpan.FromSeconds(4), DiskFreePercent = 71, MemoryMegabytes = 212,
        TemperatureCelsius = 58, Throttled = true, EvidenceWaitingBytes = 123_456, Degradation = "live view off",
        Cameras = [Camera],
    };

    public static CameraHealth Camera => new()
    {
        Camera = "cam-1", Delivering = true, FramesPerMinute = 298, Dropped = 2, DeadlineMisses = 1, Restarts = 3, Trouble = "dark",
    };

    /// <summary>File name (and message name) → the encoded example.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["Batch"] = Wire.Encode(Batch),
        ["SignedBatch"] = Wire.EncodeSigned(new byte[] { 1, 2, 3 }, new byte[64], Hash),
        ["Receipt"] = Wire.Encode(Receipt),
        ["NodeConfiguration"] = Wire.Encode(Configuration),
        ["SignedConfiguration"] = Wire.EncodeSignedConfiguration(new byte[] { 4, 5 }, new byte[64]),
        ["ConfigurationReport"] = Wire.Encode(new ConfigurationReport(17, ConfigurationState.Refused, ["cameras[0].lens_degrees is '400'"], Nine)),
        ["NodeState"] = Wire.Encode(new NodeState("b-7", true, Nine)),
        ["NodeBirth"] = Wire.Encode(new NodeBirth
        {
            Boot = "b-7", Software = "0.1.0", Hardware = "Raspberry Pi 5", Profile = "pi5", Models = [new ModelInUse("hall-seed", Hash, true)],
            ConfigurationVersion = 17, At = Nine,
        }),
        ["Heartbeat"] = Wire.Encode(Beat),
        ["CameraHealth"] = Wire.EncodeCameraStatus(Camera),
        ["Command"] = Wire.Encode(new NodeCommand
        {
            Id = "c-1", Name = "identify", Issued = Nine, Expires = Nine.AddMinutes(1), Arguments = new Dictionary<string, string> { ["seconds"] = "10" },
        }),
        ["WatchRequest"] = new V1.WatchRequest { HaveVersion = 16 }.ToByteArray(),
        ["ReportReply"] = new V1.ReportReply().ToByteArray(),
        ["UploadQuery"] = new V1.UploadQuery { Evidence = "e-1" }.ToByteArray(),
        ["UploadPart"] = new V1.UploadPart
        {
            Header = Wire.ToMessage(new EvidenceHeader
            {
                Evidence = "e-1", Subject = Picture.Subject, Camera = "cam-1", MediaType = "image/jpeg", Size = 81_234, Sha256 = Hash, From = Nine,
                To = Nine.AddSeconds(1), Offset = 65_536,
            }),
        }.ToByteArray(),
        ["UploadChunk"] = new V1.UploadChunk { Offset = 65_536, Data = ByteString.CopyFrom(7, 8, 9), Sha256 = ByteString.CopyFrom(Convert.FromHexString(Hash)) }.ToByteArray(),
        ["UploadCompletion"] = new V1.UploadCompletion { Evidence = "e-1", Size = 81_234, Sha256 = ByteString.CopyFrom(Convert.FromHexString(Hash)) }.ToByteArray(),
        ["UploadState"] = new V1.UploadState { Evidence = "e-1", Committed = 65_536, Complete = true }.ToByteArray(),
        ["ClaimRequest"] = new V1.ClaimRequest { Code = "K7QM-2PXD", SigningRequest = ByteString.CopyFrom(48, 1), Hardware = "Raspberry Pi 5", Software = "0.1.0" }.ToByteArray(),
        ["ClaimReply"] = new V1.ClaimReply { Waiting = new V1.Waiting { RetrySeconds = 5 } }.ToByteArray(),
        ["CertificateReply"] = new V1.CertificateReply
        {
            Campus = "kbtu", Node = "n-12", Chain = { ByteString.CopyFrom(48, 2), ByteString.CopyFrom(48, 3) }, ConfigurationKey = ByteString.CopyFrom(48, 4),
            MqttAddress = "hub.local:8883", GrpcAddress = "https://hub.local:8444",
        }.ToByteArray(),
        ["RenewRequest"] = new V1.RenewRequest { SigningRequest = ByteString.CopyFrom(48, 1) }.ToByteArray(),
        ["ReplayRequest"] = new V1.ReplayRequest { Id = "q-1", Boot = "b-7", Range = new V1.SeqRange { From = 12, To = 15 } }.ToByteArray(),
        ["ReplayAnswer"] = new V1.ReplayAnswer
        {
            Request = "q-1", Last = true, Gone = { new V1.SeqRange { From = 1, To = 2 } },
            Batch = new V1.SignedBatch { Batch = ByteString.CopyFrom(1), Signature = ByteString.CopyFrom(2), KeySha256 = ByteString.CopyFrom(3) },
        }.ToByteArray(),
        ["LiveRequest"] = new V1.LiveRequest { View = "v-1", Camera = "cam-1", Seat = "12", Width = 640, FramesPerMinute = 120 }.ToByteArray(),
        ["LiveFrame"] = new V1.LiveFrame { View = "v-1", Jpeg = ByteString.CopyFrom(0xFF, 0xD8), AtUs = 1, Trouble = "camera unplugged" }.ToByteArray(),
    };
}
