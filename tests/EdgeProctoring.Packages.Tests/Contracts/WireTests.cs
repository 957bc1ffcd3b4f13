using EdgeProctoring.Contracts;
using Google.Protobuf;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Packages.Tests.Contracts;

public class WireTests
{
    [Fact]
    public void Brings_a_batch_back_as_it_was()
    {
        var received = Wire.DecodeBatch(Wire.Encode(Examples.Batch));
        Assert.Empty(received.Refused);
        Assert.Equal(4, received.Batch.Items.Count);
        var back = received.Batch.Items[0].Observation!;
        Assert.Equal(Examples.Phone with { Evidence = [] }, back with { Evidence = [] });
        Assert.Equal(Examples.Phone.Evidence, back.Evidence);
        Assert.Equal(Examples.Gap, received.Batch.Items[2].Coverage);
        Assert.Equal(Examples.Picture, received.Batch.Items[3].Manifest);
    }

    [Fact]
    public void Brings_a_configuration_back_as_it_was() =>
        Assert.Equal(Wire.Encode(Examples.Configuration), Wire.Encode(Wire.DecodeConfiguration(Wire.Encode(Examples.Configuration))));

    [Fact]
    public void Brings_health_back_as_it_was() => Assert.Equal(Wire.Encode(Examples.Beat), Wire.Encode(Wire.DecodeHeartbeat(Wire.Encode(Examples.Beat))));

    [Fact]
    public void Brings_a_receipt_back_and_frees_only_what_is_held()
    {
        var receipt = Wire.DecodeReceipt(Wire.Encode(Examples.Receipt));
        Assert.True(receipt.Frees(11));
        Assert.False(receipt.Frees(12));
        Assert.False(receipt.Frees(15));
        Assert.True(receipt.Frees(44));
        Assert.False(receipt.Frees(45));
    }

    public static TheoryData<string, Action<V1.Observation>> Broken => new()
    {
        { "observation.id is 'nonsense'; allowed: a UUID", seen => seen.Id = "nonsense" },
        { "observation.kind is 'Face Missing'", seen => seen.Kind = "Face Missing" },
        { "observation.confidence is '1001'; allowed: 0 to 1000", seen => seen.Confidence = 1001 },
        { "observation.confidence is '-1'", seen => seen.Confidence = -1 },
        { "observation.to_us", seen => seen.ToUs = seen.FromUs - 1 },
        { "observation.from_us is '-5'", seen => seen.FromUs = -5 },
        { "observation.evidence is '17'; allowed: 0 to 16", seen => seen.Evidence.Add(Enumerable.Repeat("e", 15)) },
        { "observation.model_sha256 is '3 bytes'", seen => seen.ModelSha256 = ByteString.CopyFrom(1, 2, 3) },
        { "observation.camera is 'cam 1'", seen => seen.Camera = "cam 1" },
        { "subject.exam is '../etc'", seen => seen.Subject.Exam = "../etc" },
        { "detail.yaw is '181'", seen => seen.Detail.Yaw = 181 },
        { "detail.label", seen => seen.Detail.Label = new string('x', Limits.LabelLength + 1) },
        { "detail.reason", seen => seen.Detail.Reason = "bell \u0007" },
        { "box.left is '10001'", seen => seen.Detail.Box.Left = 10_001 },
        { "clock.quality is '9'", seen => seen.Clock.Quality = (V1.ClockQuality)9 },
    };

    [Theory, MemberData(nameof(Broken))]
    public void Refuses_a_broken_item_by_field_value_and_limit_and_takes_the_others(string says, Action<V1.Observation> breakIt)
    {
        var message = V1.Batch.Parser.ParseFrom(Wire.Encode(Examples.Batch));
        breakIt(message.Items[0].Observation);
        var received = Wire.DecodeBatch(message.ToByteArray());
        Assert.Contains(says, Assert.Single(received.Refused).Reason, StringComparison.Ordinal);
        Assert.Equal(41, received.Refused[0].Seq);
        Assert.Equal([42, 43, 44], received.Batch.Items.Select(item => item.Seq));
    }

    [Fact]
    public void Names_all_broken_fields_of_an_item_at_once()
    {
        var message = V1.Batch.Parser.ParseFrom(Wire.Encode(Examples.Batch));
        message.Items[0].Observation.Confidence = 5000;
        message.Items[0].Observation.Kind = "";
        var reason = Assert.Single(Wire.DecodeBatch(message.ToByteArray()).Refused).Reason;
        Assert.Contains("observation.kind", reason, StringComparison.Ordinal);
        Assert.Contains("observation.confidence", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_numbers_that_do_not_rise()
    {
        var message = V1.Batch.Parser.ParseFrom(Wire.Encode(Examples.Batch));
        message.Items[2].Seq = 42;
        Assert.Contains("item.seq is '42'; allowed: 43", Assert.Single(Wire.DecodeBatch(message.ToByteArray()).Refused).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_item_that_carries_nothing()
    {
        var message = V1.Batch.Parser.ParseFrom(Wire.Encode(Examples.Batch));
        message.Items[3].ClearBody();
        Assert.Equal(44, Assert.Single(Wire.DecodeBatch(message.ToByteArray()).Refused).Seq);
    }

    [Fact]
    public void Refuses_a_gap_without_a_reason_and_a_reason_without_a_gap()
    {
        var message = V1.Batch.Parser.ParseFrom(Wire.Encode(Examples.Batch));
        message.Items[1].Coverage.Reason = "why not";
        message.Items[2].Coverage.Reason = "";
        Assert.Equal([42, 43], Wire.DecodeBatch(message.ToByteArray()).Refused.Select(item => item.Seq));
    }

    [Fact]
    public void Refuses_a_batch_over_its_bytes_before_reading_it()
    {
        var refused = Assert.Throws<ContractException>(() => Wire.DecodeBatch(new byte[Limits.BatchBytes + 1]));
        Assert.Equal("batch", Assert.Single(refused.Refusals).Field);
    }

    [Fact]
    public void Refuses_a_batch_with_too_many_items()
    {
        var message = new V1.Batch { SenderKind = V1.SourceKind.Node, Sender = "n", Boot = "b" };
        message.Items.Add(Enumerable.Range(1, Limits.BatchItems + 1).Select(seq => new V1.Item { Seq = seq }));
        Assert.Contains("batch.items", Assert.Throws<ContractException>(() => Wire.DecodeBatch(message.ToByteArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_configuration_with_all_its_faults_by_place()
    {
        var message = V1.NodeConfiguration.Parser.ParseFrom(Wire.Encode(Examples.Configuration));
        message.Profile = "mainframe";
        message.Cameras[0].LensDegrees = 400;
        message.Cameras[0].Seats[0].Corners.RemoveAt(3);
        message.Cameras[0].Seats[0].Corners.RemoveAt(2);
        var refused = Assert.Throws<ContractException>(() => Wire.DecodeConfiguration(message.ToByteArray()));
        Assert.Equal(["configuration.profile", "cameras[0].lens_degrees", "cameras[0].seats[0].corners"], refused.Refusals.Select(one => one.Field));
    }

    [Fact]
    public void Keeps_its_head_over_mutated_bytes()
    {
        var soak = Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1";
        var random = new Random(20261120);
        var original = Wire.Encode(Examples.Batch);
        var refused = 0;
        for (var round = 0; round < (soak ? 1_000_000 : 100_000); round++)
        {
            var bytes = original.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            try
            {
                refused += Wire.DecodeBatch(bytes.AsSpan(0, random.Next(bytes.Length + 1))).Refused.Count;
            }
            catch (ContractException)
            {
                refused++;
            }
        }
        Assert.True(refused > 1000, $"Only {refused} refusals: the mutations do not bite.");
    }
}
