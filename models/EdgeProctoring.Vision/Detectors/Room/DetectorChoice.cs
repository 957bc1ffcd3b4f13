namespace EdgeProctoring.Vision;

/// <summary>
/// Which detector a machine looks with, and why this one: the profile's models when all of them are there and right, else our
/// own seed. The reason is shown to people.
/// </summary>
public sealed class DetectorChoice
{
    private readonly Func<SeatRounds?, IRoomDetector> _open;

    private DetectorChoice(string why, bool demo, Func<SeatRounds?, IRoomDetector> open) => (Why, IsDemo, _open) = (why, demo, open);

    /// <summary>One sentence for people.</summary>
    public string Why { get; }
    /// <summary>It looks with the seed, whose finds are labelled "demo model".</summary>
    public bool IsDemo { get; }

    /// <summary>Looks at every file once, so that a wrong one is named at start and not during an exam.</summary>
    public static DetectorChoice Make(ModelShelf shelf, VisionProfile profile)
    {
        foreach (var name in RoomDetector.NamesOf(profile))
        {
            try
            {
                shelf.Read(name);
            }
            catch (ModelRefusedException refused)
            {
                return Seed(shelf, profile, refused.Message);
            }
        }
        return new DetectorChoice($"Profile {profile.Name}: {string.Join(", ", RoomDetector.NamesOf(profile))}; faces at {profile.Faces.Width}×{profile.Faces.Height}, "
            + $"{profile.Tiles.Columns}×{profile.Tiles.Rows} tiles.", false, rounds => new RoomDetector(shelf, profile, rounds));
    }

    /// <summary>Opens the detector, which goes round these seats where it can look closely. One a thread; the caller disposes of it.</summary>
    public IRoomDetector Open(SeatRounds? rounds = null) => _open(rounds);

    private static DetectorChoice Seed(ModelShelf shelf, VisionProfile profile, string reason) => new(
        $"Profile {profile.Name}: hall-seed, the repository's own demo model, at {profile.SeedSide} pixels, because of the others one cannot be used. {reason}",
        true, _ => new HallSeedDetector(shelf, profile.SeedSide));
}
