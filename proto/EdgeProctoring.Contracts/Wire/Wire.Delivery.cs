using Google.Protobuf;

namespace EdgeProctoring.Contracts;

public static partial class Wire
{
    public static byte[] Encode(Batch batch) => new V1.Batch
    {
        SenderKind = (V1.SourceKind)batch.SenderKind,
        Sender = batch.Sender,
        Boot = batch.Boot,
        Items = { batch.Items.Select(ToMessage) },
    }.ToByteArray();

    /// <summary>Reads a batch. Items that break the contract come back as refused, by number; a broken envelope throws <see cref="ContractException"/>.</summary>
    public static ReceivedBatch DecodeBatch(ReadOnlySpan<byte> bytes)
    {
        var message = Decode(bytes, V1.Batch.Parser, "batch", Limits.BatchBytes);
        var reading = new Reading();
        reading.Count("batch.items", message.Items.Count, Limits.BatchItems);
        var kind = reading.Choice<SourceKind>("batch.sender_kind", (int)message.SenderKind);
        var batch = Read(reading, new Batch
        {
            SenderKind = kind,
            Sender = reading.Id("batch.sender", message.Sender),
            Boot = reading.Id("batch.boot", message.Boot),
            Items = [],
        });
        var items = new List<BatchItem>(message.Items.Count);
        var refused = new List<RefusedItem>();
        long before = 0;
        foreach (var item in message.Items)
        {
            var one = new Reading();
            one.Number("item.seq", item.Seq, before + 1, long.MaxValue);
            before = Math.Max(before, item.Seq);
            var read = FromMessage(one, item, batch);
            if (one.IsClean)
            {
                items.Add(read);
            }
            else
            {
                var reason = string.Join("; ", one.Refusals);
                refused.Add(new RefusedItem(item.Seq, reason.Length <= RefusalLength ? reason : reason[..RefusalLength]));
            }
        }
        return new ReceivedBatch(batch with { Items = items }, refused);
    }

    /// <summary>Wraps an encoded batch with its signature.</summary>
    public static byte[] EncodeSigned(ReadOnlyMemory<byte> batch, ReadOnlyMemory<byte> signature, string? keySha256) => new V1.SignedBatch
    {
        Batch = UnsafeByteOperations.UnsafeWrap(batch),
        Signature = UnsafeByteOperations.UnsafeWrap(signature),
        KeySha256 = Bytes(keySha256),
    }.ToByteArray();

    /// <summary>Takes the envelope apart; the batch inside is still to be read (and its signature to be checked over these very bytes).</summary>
    public static SignedBytes DecodeSigned(ReadOnlySpan<byte> bytes)
    {
        var message = Decode(bytes, V1.SignedBatch.Parser, "signed_batch", Limits.BatchBytes + EnvelopeBytes);
        return FromMessage(message);
    }

    private static SignedBytes FromMessage(V1.SignedBatch message)
    {
        var reading = new Reading();
        reading.Number("signed_batch.batch", message.Batch.Length, 1, Limits.BatchBytes);
        if (message.Signature.Length is not (0 or Limits.SignatureBytes))
        {
            reading.Refuse("signed_batch.signature", $"{message.Signature.Length} bytes", $"{Limits.SignatureBytes} bytes or none");
        }
        return Read(reading, new SignedBytes(message.Batch.Memory, message.Signature.Memory, reading.Hash("signed_batch.key_sha256", message.KeySha256)));
    }

    public static byte[] Encode(Receipt receipt) => new V1.Receipt
    {
        SenderKind = (V1.SourceKind)receipt.SenderKind,
        Sender = receipt.Sender,
        Boot = receipt.Boot,
        DurableTo = receipt.DurableTo,
        Gaps = { receipt.Gaps.Select(ToMessage) },
        Refused = { receipt.Refused.Select(item => new V1.RefusedItem { Seq = item.Seq, Reason = item.Reason }) },
        AtUs = WireTime.ToMicroseconds(receipt.At),
    }.ToByteArray();

    public static Receipt DecodeReceipt(ReadOnlySpan<byte> bytes)
    {
        var message = Decode(bytes, V1.Receipt.Parser, "receipt", Limits.ConfigurationBytes);
        var reading = new Reading();
        reading.Count("receipt.gaps", message.Gaps.Count, Limits.ReceiptGaps);
        reading.Count("receipt.refused", message.Refused.Count, Limits.ReceiptRefusals);
        return Read(reading, new Receipt
        {
            SenderKind = reading.Choice<SourceKind>("receipt.sender_kind", (int)message.SenderKind),
            Sender = reading.Id("receipt.sender", message.Sender),
            Boot = reading.Id("receipt.boot", message.Boot),
            DurableTo = reading.Number("receipt.durable_to", message.DurableTo, 0, long.MaxValue),
            Gaps = [.. message.Gaps.Select(gap => FromMessage(reading, gap))],
            Refused = [.. message.Refused.Select(item => new RefusedItem(item.Seq, reading.Text("refused.reason", item.Reason, RefusalLength) ?? ""))],
            At = reading.Time("receipt.at_us", message.AtUs),
        });
    }

    private const int EnvelopeBytes = 256;
    private const int RefusalLength = 4 * Limits.TextLength;

    internal static V1.SeqRange ToMessage(SeqRange range) => new() { From = range.From, To = range.To };

    private static SeqRange FromMessage(Reading reading, V1.SeqRange message) => new(
        reading.Number("range.from", message.From, 1, long.MaxValue),
        reading.Number("range.to", message.To, message.From, long.MaxValue));

    private static V1.Item ToMessage(BatchItem item) => item switch
    {
        { Observation: { } observation } => new V1.Item { Seq = item.Seq, Observation = ToMessage(observation) },
        { Coverage: { } coverage } => new V1.Item { Seq = item.Seq, Coverage = ToMessage(coverage) },
        { Manifest: { } manifest } => new V1.Item { Seq = item.Seq, Manifest = ToMessage(manifest) },
        _ => throw new ArgumentException($"Item {item.Seq} carries nothing.", nameof(item)),
    };

    private static BatchItem FromMessage(Reading reading, V1.Item message, Batch batch)
    {
        var item = new BatchItem(message.Seq);
        switch (message.BodyCase)
        {
            case V1.Item.BodyOneofCase.Observation:
                return item with { Observation = FromMessage(reading, message.Observation, batch.SenderKind, batch.Sender, batch.Boot, message.Seq) };
            case V1.Item.BodyOneofCase.Coverage:
                return item with { Coverage = FromMessage(reading, message.Coverage) };
            case V1.Item.BodyOneofCase.Manifest:
                return item with { Manifest = FromMessage(reading, message.Manifest) };
            default:
                reading.Refuse("item.body", "(absent)", "an observation, coverage or manifest entry");
                return item;
        }
    }
}

/// <summary>An encoded batch and its signature, as they came.</summary>
public sealed record SignedBytes(ReadOnlyMemory<byte> Batch, ReadOnlyMemory<byte> Signature, string? KeySha256);
