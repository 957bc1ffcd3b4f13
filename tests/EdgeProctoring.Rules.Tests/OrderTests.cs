using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules.Tests;

/// <summary>Orders that decide between contradictions must depend on every field, and on the first that differs.</summary>
public sealed class OrderTests
{
    private static readonly Sighting _sighting = new()
    {
        Id = "b", IdHash = 0, Boot = "b", Seq = 1, Source = new Source(SourceKind.Browser, "b", "b"), Kind = 1, KindName = new ObservationKind("b"),
        Subject = new Subject { Sitting = "b", Exam = "b", Room = "b", Seat = "b" }, From = 5, To = 5, Confidence = 5, Evidence = ["b"],
        Detail = new ObservationDetail { Count = 5, Staff = 5, Level = 5, Yaw = 5, Pitch = 5, OtherSeat = "b", Label = "b", Reason = "b" },
    };

    private static readonly Verdict _verdict = new()
    {
        Id = "b", At = CaseBuilder.Start, By = "b", Decision = VerdictKind.Dismiss, Code = ViolationCode.Phone, From = CaseBuilder.Start, To = CaseBuilder.Start,
        NewCode = ViolationCode.Phone, Undoes = "b", Reason = "b", Seats = ["b"], Evidence = ["b"],
    };

    // In order of weight, each one step greater.
    private static readonly (Func<Sighting, Sighting> Greater, Func<Sighting, Sighting> Lesser)[] _content =
    [
        (seen => Copy(seen, kind: "c"), seen => Copy(seen, kind: "a")),
        (seen => Copy(seen, source: seen.Source with { Kind = SourceKind.HubVision }), seen => Copy(seen, source: seen.Source with { Kind = SourceKind.Node })),
        (seen => Copy(seen, source: seen.Source with { Sender = "c" }), seen => Copy(seen, source: seen.Source with { Sender = "a" })),
        (seen => Copy(seen, source: seen.Source with { Camera = "c" }), seen => Copy(seen, source: seen.Source with { Camera = "a" })),
        (seen => Copy(seen, subject: seen.Subject with { Sitting = "c" }), seen => Copy(seen, subject: seen.Subject with { Sitting = "a" })),
        (seen => Copy(seen, subject: seen.Subject with { Exam = "c" }), seen => Copy(seen, subject: seen.Subject with { Exam = "a" })),
        (seen => Copy(seen, subject: seen.Subject with { Room = "c" }), seen => Copy(seen, subject: seen.Subject with { Room = "a" })),
        (seen => Copy(seen, subject: seen.Subject with { Seat = "c" }), seen => Copy(seen, subject: seen.Subject with { Seat = "a" })),
        (seen => Copy(seen, detail: seen.Detail with { Count = 6 }), seen => Copy(seen, detail: seen.Detail with { Count = 4 })),
        (seen => Copy(seen, detail: seen.Detail with { Staff = 6 }), seen => Copy(seen, detail: seen.Detail with { Staff = 4 })),
        (seen => Copy(seen, detail: seen.Detail with { Level = 6 }), seen => Copy(seen, detail: seen.Detail with { Level = 4 })),
        (seen => Copy(seen, detail: seen.Detail with { Yaw = 6 }), seen => Copy(seen, detail: seen.Detail with { Yaw = 4 })),
        (seen => Copy(seen, detail: seen.Detail with { Pitch = 6 }), seen => Copy(seen, detail: seen.Detail with { Pitch = 4 })),
        (seen => Copy(seen, detail: seen.Detail with { OtherSeat = "c" }), seen => Copy(seen, detail: seen.Detail with { OtherSeat = "a" })),
        (seen => Copy(seen, detail: seen.Detail with { Label = "c" }), seen => Copy(seen, detail: seen.Detail with { Label = "a" })),
        (seen => Copy(seen, detail: seen.Detail with { Reason = "c" }), seen => Copy(seen, detail: seen.Detail with { Reason = "a" })),
    ];

    private static readonly (Func<Sighting, Sighting> Greater, Func<Sighting, Sighting> Lesser)[] _message =
    [
        (seen => Copy(seen, id: "c"), seen => Copy(seen, id: "a")),
        (seen => Copy(seen, from: 6), seen => Copy(seen, from: 4)),
        (seen => Copy(seen, to: 6), seen => Copy(seen, to: 4)),
        (seen => Copy(seen, confidence: 6), seen => Copy(seen, confidence: 4)),
        .. _content,
        (seen => Copy(seen, evidence: ["c"]), seen => Copy(seen, evidence: ["a"])),
    ];

    private static readonly (Func<Verdict, Verdict> Greater, Func<Verdict, Verdict> Lesser)[] _decided =
    [
        (verdict => verdict with { At = verdict.At.AddSeconds(1) }, verdict => verdict with { At = verdict.At.AddSeconds(-1) }),
        (verdict => verdict with { By = "c" }, verdict => verdict with { By = "a" }),
        (verdict => verdict with { Decision = VerdictKind.Recode }, verdict => verdict with { Decision = VerdictKind.Confirm }),
        (verdict => verdict with { Code = ViolationCode.Tablet }, verdict => verdict with { Code = null }),
        (verdict => verdict with { From = verdict.At.AddSeconds(1) }, verdict => verdict with { From = null }),
        (verdict => verdict with { To = verdict.At.AddSeconds(1) }, verdict => verdict with { To = null }),
        (verdict => verdict with { NewCode = ViolationCode.Tablet }, verdict => verdict with { NewCode = null }),
        (verdict => verdict with { Undoes = "c" }, verdict => verdict with { Undoes = "a" }),
        (verdict => verdict with { Reason = "c" }, verdict => verdict with { Reason = "a" }),
        (verdict => verdict with { Seats = ["c"] }, verdict => verdict with { Seats = ["a"] }),
        (verdict => verdict with { Evidence = ["c"] }, verdict => verdict with { Evidence = ["a"] }),
    ];

    [Fact]
    public void Content_is_compared_field_by_field() => Check(_sighting, _content, SightingOrder.CompareContent);

    [Fact]
    public void Messages_are_compared_field_by_field()
    {
        Check(_sighting, _message, SightingOrder.CompareMessage);
        Assert.True(SightingOrder.CompareMessage(Copy(_sighting, evidence: ["b", "a"]), _sighting) > 0);
        Assert.True(SightingOrder.CompareMessage(Copy(_sighting, evidence: []), _sighting) < 0);
    }

    [Fact]
    public void Verdicts_of_one_id_are_compared_field_by_field() => Check(_verdict, _decided, VerdictOrder.CompareContent);

    [Fact]
    public void Verdicts_are_ordered_by_time_and_then_by_id() => Check(_verdict,
        [(verdict => verdict with { At = verdict.At.AddSeconds(1) }, verdict => verdict with { At = verdict.At.AddSeconds(-1) }), (verdict => verdict with { Id = "c" }, verdict => verdict with { Id = "a" })],
        VerdictOrder.CompareTime);

    [Fact]
    public void Merging_two_revisions_does_not_depend_on_which_came_first()
    {
        var other = Copy(_sighting, from: 3, to: Sighting.Open, confidence: 7, evidence: ["a"], detail: _sighting.Detail with { Count = 4 });
        foreach (var merged in new[] { Sighting.Merge(_sighting, other), Sighting.Merge(other, _sighting) })
        {
            Assert.Equal((3L, 5L, 7, 4), (merged.From, merged.To, merged.Confidence, merged.Detail.Count));
            Assert.Equal(["a", "b"], merged.Evidence.Order());
        }
        Assert.Equal(9, Sighting.Merge(_sighting, Copy(_sighting, to: 9)).To);
        Assert.Equal(Sighting.Open, Sighting.Merge(other, other).To);
        Assert.Equal(["b"], Sighting.Merge(_sighting, Copy(_sighting, evidence: [])).Evidence);
        Assert.Equal(["b"], Sighting.Merge(Copy(_sighting, evidence: []), _sighting).Evidence);
        Assert.Equal(["b"], Sighting.Merge(Copy(_sighting, evidence: ["b"]), _sighting).Evidence);
    }

    [Fact]
    public void Of_two_verdicts_with_one_id_the_lesser_counts_whichever_came_first()
    {
        var file = CaseBuilder.Remote().Seen(ObservationKind.Phone, "10:00", "10:30").Decided(VerdictKind.Dismiss, ViolationCode.Phone, "10:00", "10:30").File;
        var confirming = file.Verdicts[0] with { Decision = VerdictKind.Confirm };
        foreach (var verdicts in new[] { new[] { file.Verdicts[0], confirming }, [confirming, file.Verdicts[0]] })
        {
            Assert.Equal(ReviewState.Confirmed, Assert.Single(RuleEngine.Judge(ShippedPacks.Default, file.Sitting, file.Observations, verdicts).Incidents).Review);
        }
        var judge = new SittingJudge(ShippedPacks.Default, file.Sitting);
        Assert.Equal([Taken.Added, Taken.Duplicate, Taken.Added, Taken.Duplicate], new[] { file.Verdicts[0], file.Verdicts[0] with { }, confirming, file.Verdicts[0] }.Select(judge.Add));
    }

    private static void Check<T>(T plain, (Func<T, T> Greater, Func<T, T> Lesser)[] fields, Func<T, T, int> compare)
    {
        Assert.Equal(0, compare(plain, plain));
        for (var first = 0; first < fields.Length; first++)
        {
            Assert.True(compare(fields[first].Greater(plain), plain) > 0, $"field {first}");
            Assert.True(compare(plain, fields[first].Greater(plain)) < 0, $"field {first}");
            for (var second = first + 1; second < fields.Length; second++)
            {
                Assert.True(compare(fields[second].Lesser(fields[first].Greater(plain)), plain) > 0, $"field {first} weighs more than field {second}");
                Assert.True(compare(fields[second].Greater(fields[first].Lesser(plain)), plain) < 0, $"field {first} weighs more than field {second}");
            }
        }
    }

    private static Sighting Copy(Sighting seen, string? id = null, Source? source = null, Subject? subject = null, string? kind = null, long? from = null, long? to = null,
        int? confidence = null, ObservationDetail? detail = null, string[]? evidence = null) => new()
    {
        Id = id ?? seen.Id,
        IdHash = seen.IdHash,
        Boot = seen.Boot,
        Seq = seen.Seq,
        Source = source ?? seen.Source,
        Subject = subject ?? seen.Subject,
        Kind = kind is null ? seen.Kind : kind[0],
        KindName = kind is null ? seen.KindName : new ObservationKind(kind),
        From = from ?? seen.From,
        To = to ?? seen.To,
        Confidence = confidence ?? seen.Confidence,
        Detail = detail ?? seen.Detail,
        Evidence = evidence ?? seen.Evidence,
    };
}
