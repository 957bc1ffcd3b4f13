using Google.Protobuf;

namespace EdgeProctoring.Contracts;

public static partial class Wire
{
    private static readonly string[] _profiles = ["pi4", "pi5", "jetson", "x64"];

    public static byte[] Encode(NodeConfiguration configuration) => new V1.NodeConfiguration
    {
        Version = configuration.Version,
        Node = configuration.Node,
        Profile = configuration.Profile,
        Cameras = { configuration.Cameras.Select(ToMessage) },
        Exams = { configuration.Exams.Select(ToMessage) },
        Recording = (V1.RecordingPolicy)configuration.Recording,
    }.ToByteArray();

    public static NodeConfiguration DecodeConfiguration(ReadOnlySpan<byte> bytes)
    {
        var message = Decode(bytes, V1.NodeConfiguration.Parser, "configuration", Limits.ConfigurationBytes);
        var reading = new Reading();
        reading.Count("configuration.cameras", message.Cameras.Count, Limits.CamerasPerNode);
        reading.Count("configuration.exams", message.Exams.Count, Limits.ExamWindows);
        if (!_profiles.Contains(message.Profile))
        {
            reading.Refuse("configuration.profile", message.Profile, string.Join(", ", _profiles));
        }
        return Read(reading, new NodeConfiguration
        {
            Version = reading.Number("configuration.version", message.Version, 1, long.MaxValue),
            Node = reading.Id("configuration.node", message.Node),
            Profile = message.Profile,
            Cameras = [.. message.Cameras.Select((camera, at) => FromMessage(reading, camera, $"cameras[{at}]"))],
            Exams = [.. message.Exams.Select((exam, at) => FromMessage(reading, exam, $"exams[{at}]"))],
            Recording = reading.Choice<RecordingPolicy>("configuration.recording", (int)message.Recording),
        });
    }

    /// <summary>Wraps an encoded configuration with the hub's signature over these very bytes.</summary>
    public static byte[] EncodeSignedConfiguration(ReadOnlyMemory<byte> configuration, ReadOnlyMemory<byte> signature) => new V1.SignedConfiguration
    {
        Configuration = UnsafeByteOperations.UnsafeWrap(configuration),
        Signature = UnsafeByteOperations.UnsafeWrap(signature),
    }.ToByteArray();

    public static SignedBytes DecodeSignedConfiguration(ReadOnlySpan<byte> bytes)
    {
        var message = Decode(bytes, V1.SignedConfiguration.Parser, "signed_configuration", Limits.ConfigurationBytes + EnvelopeBytes);
        var reading = new Reading();
        reading.Number("signed_configuration.configuration", message.Configuration.Length, 1, Limits.ConfigurationBytes);
        reading.Number("signed_configuration.signature", message.Signature.Length, Limits.SignatureBytes, Limits.SignatureBytes);
        return Read(reading, new SignedBytes(message.Configuration.Memory, message.Signature.Memory, null));
    }

    private static V1.Camera ToMessage(CameraSettings camera) => new()
    {
        Id = camera.Id,
        Address = camera.Address,
        Room = camera.Room,
        FramesPerMinute = camera.FramesPerMinute,
        LookSeconds = camera.LookSeconds,
        LensDegrees = camera.LensDegrees,
        Seats =
        {
            camera.Seats.Select(seat => new V1.Seat
            {
                Id = seat.Id,
                Row = seat.Row,
                DistanceMm = seat.DistanceMm,
                Corners = { seat.Corners.Select(corner => new V1.Point { X = corner.X, Y = corner.Y }) },
            }),
        },
    };

    private static CameraSettings FromMessage(Reading reading, V1.Camera message, string at)
    {
        reading.Count($"{at}.seats", message.Seats.Count, Limits.SeatsPerMap);
        return new CameraSettings
        {
            Id = reading.Id($"{at}.id", message.Id),
            Address = reading.RequiredText($"{at}.address", message.Address, Limits.AddressLength),
            Room = reading.Id($"{at}.room", message.Room),
            FramesPerMinute = reading.Number($"{at}.frames_per_minute", message.FramesPerMinute, 1, 1800),
            LookSeconds = reading.Number($"{at}.look_seconds", message.LookSeconds, 1, 60),
            LensDegrees = reading.Number($"{at}.lens_degrees", message.LensDegrees, 10, 180),
            Seats = [.. message.Seats.Select((seat, number) => FromMessage(reading, seat, $"{at}.seats[{number}]"))],
        };
    }

    private static SeatPlace FromMessage(Reading reading, V1.Seat message, string at)
    {
        reading.Number($"{at}.corners", message.Corners.Count, 3, Limits.SeatCorners);
        return new SeatPlace
        {
            Id = reading.Id($"{at}.id", message.Id),
            Row = reading.Number($"{at}.row", message.Row, 1, Limits.SeatsPerMap),
            DistanceMm = reading.Number($"{at}.distance_mm", message.DistanceMm, 0, 100_000),
            Corners = [.. message.Corners.Select(corner => new PicturePoint(
                reading.Number($"{at}.corner.x", corner.X, 0, Limits.PictureSide),
                reading.Number($"{at}.corner.y", corner.Y, 0, Limits.PictureSide)))],
        };
    }

    private static V1.ExamWindow ToMessage(ExamWindow exam) => new()
    {
        Exam = exam.Exam,
        Room = exam.Room,
        FromUs = WireTime.ToMicroseconds(exam.From),
        ToUs = WireTime.ToMicroseconds(exam.To),
        Pack = Text(exam.Pack),
        Seats = { exam.Seats },
        Paper = exam.Paper,
    };

    private static ExamWindow FromMessage(Reading reading, V1.ExamWindow message, string at)
    {
        var (from, to) = Span(reading, at, message.FromUs, message.ToUs);
        reading.Count($"{at}.seats", message.Seats.Count, Limits.SeatsPerMap);
        return new ExamWindow
        {
            Exam = reading.Id($"{at}.exam", message.Exam),
            Room = reading.Id($"{at}.room", message.Room),
            From = from,
            To = to,
            Pack = reading.Text($"{at}.pack", message.Pack, PackLength),
            Seats = [.. message.Seats.Select(seat => reading.Id($"{at}.seats", seat))],
            Paper = message.Paper,
        };
    }
}
