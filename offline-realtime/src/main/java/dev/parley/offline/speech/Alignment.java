package dev.parley.offline.speech;

import java.util.List;

/**
 * How far two sequences of words cover each other, when one is the beginning of the other but for some wrong words.
 *
 * @param given how many words of the first sequence are covered
 * @param heard how many words of the second sequence they correspond to
 */
record Alignment(int given, int heard) {

    /**
     * Lays {@code given} and {@code heard} side by side from their beginnings, with the fewest words wrong, missing or too many, until one of the two
     * ends. Of equally good ways, the one that covers most.
     */
    static Alignment of(List<String> given, List<String> heard) {
        int[][] cost = costs(given, heard);
        Alignment best = new Alignment(0, 0);
        int lowest = Integer.MAX_VALUE;
        for (int i = 0; i <= given.size(); i++) {
            for (int j = 0; j <= heard.size(); j++) {
                boolean atAnEnd = i == given.size() || j == heard.size();
                boolean better = cost[i][j] < lowest || (cost[i][j] == lowest && i + j > best.given + best.heard);
                if (atAnEnd && better) {
                    lowest = cost[i][j];
                    best = new Alignment(i, j);
                }
            }
        }
        return best;
    }

    private static int[][] costs(List<String> given, List<String> heard) {
        int[][] cost = new int[given.size() + 1][heard.size() + 1];
        for (int i = 0; i <= given.size(); i++) {
            for (int j = 0; j <= heard.size(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                } else {
                    int wrong = Words.same(given.get(i - 1), heard.get(j - 1)) ? 0 : 1;
                    cost[i][j] = Math.min(cost[i - 1][j - 1] + wrong, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                }
            }
        }
        return cost;
    }
}
