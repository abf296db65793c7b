"""How the estimator that ships was made: data readers, corruptions, training, evaluation, export (extra `training`)."""
