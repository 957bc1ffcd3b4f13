using System.Text;
using EdgeProctoring.Contracts;
using EdgeProctoring.ExamDays;

namespace EdgeProctoring.Rules.Tests;

/// <summary>Mutated case and pack files: a judgement or a list of errors, never an exception, and memory that does not grow.</summary>
public sealed class CaseFuzzTests
{
    private const long MostGrowth = 64 * 1024 * 1024;

    private static readonly string[] _tokens =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "1e999", "-1", "9223372036854775808", "0", "\\ud800", "\\u0000", "2026-01-20T04:10:00Z", "2199-12-31T23:59:59Z",
        "1970-01-01T00:00:00Z", "\"to\":", "\"from\":", "\"seats\":[]", "person.reported", "page.active", "stream.gap", "F", "24h", "0s", "- {", "&a ", "*a", "\n", "\r\n", "\t", "💥",
    ];

    [Fact]
    public void A_mutated_case_is_judged_or_refused()
    {
        var seeds = WrittenCases.All.Values.Select(Bytes).ToArray();
        var (judged, refused) = (0, 0);
        Fuzz(seeds, bytes =>
        {
            using var stream = new MemoryStream(bytes);
            if (!CaseReader.TryRead(stream, out var file, out var errors))
            {
                Assert.NotEmpty(errors);
                refused++;
                return;
            }
            var pack = ShippedPacks.Of(ShippedPacks.Ids[judged % ShippedPacks.Ids.Count]);
            Assert.NotEmpty(JudgementJson.Text(RuleEngine.Judge(pack, file!.Sitting, file.Observations, file.Verdicts), Language.Kk));
            judged++;
        }, Prove.IsSoak ? 1_000_000 : 40_000);
        Assert.True(judged > 100 && refused > 100, $"{judged} judged, {refused} refused");
    }

    [Fact]
    public void A_mutated_pack_is_loaded_or_refused()
    {
        var seeds = ShippedPacks.Ids.Select(id => Encoding.UTF8.GetBytes(ShippedPacks.Text(id))).ToArray();
        var (loaded, refused) = (0, 0);
        Fuzz(seeds, bytes =>
        {
            if (PackReader.TryRead(Encoding.UTF8.GetString(bytes), out _, out var errors))
            {
                loaded++;
                return;
            }
            Assert.NotEmpty(errors);
            refused++;
        }, Prove.IsSoak ? 100_000 : 400);
        Assert.True(loaded > 5 && refused > 5, $"{loaded} loaded, {refused} refused");
    }

    private static void Fuzz(byte[][] seeds, Action<byte[]> take, int count)
    {
        var chance = new Chance(77);
        long? before = null;
        for (var number = 0; number < count; number++)
        {
            if (number == count / 10)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
            }
            take(Mutated(chance.Of(seeds), chance.Of(seeds), chance));
        }
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before!.Value;
        Assert.True(growth < MostGrowth, $"grew by {growth} bytes");
    }

    private static byte[] Mutated(byte[] seed, byte[] other, Chance chance)
    {
        var bytes = seed.ToList();
        for (var times = chance.Between(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            var at = chance.Between(0, bytes.Count - 1);
            switch (chance.Between(0, 6))
            {
                case 0:
                    bytes[at] = (byte)chance.Between(0, 255);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << chance.Between(0, 7));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(chance.Between(1, 40), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(chance.Of(_tokens)));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(chance.Between(1, 400), bytes.Count - at)));
                    break;
                case 5:
                    var from = chance.Between(0, other.Length - 1);
                    bytes.InsertRange(at, other.AsSpan(from, Math.Min(chance.Between(1, 300), other.Length - from)).ToArray());
                    break;
                default:
                    // A digit becomes another: still well formed, and the time or number is a different one.
                    var digit = bytes.FindIndex(at, static letter => letter is >= (byte)'0' and <= (byte)'9');
                    if (digit >= 0)
                    {
                        bytes[digit] = (byte)('0' + chance.Between(0, 9));
                    }
                    break;
            }
        }
        return [.. bytes];
    }

    private static byte[] Bytes(CaseFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }
}
